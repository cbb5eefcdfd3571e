namespace DarkMachines.Onnx.Tests;

internal static class ClassifierExtensions
{
    /// <summary>The probabilities of rows, in an array of their own.</summary>
    public static float[] Predict(this OnnxClassifier model, params float[] rows)
    {
        var probabilities = new float[rows.Length / model.Features.Count * model.Classes.Count];
        model.PredictProbabilities(rows, probabilities);
        return probabilities;
    }
}
