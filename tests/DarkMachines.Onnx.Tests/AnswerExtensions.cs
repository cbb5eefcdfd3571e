namespace DarkMachines.Onnx.Tests;

internal static class AnswerExtensions
{
    /// <summary>The probabilities of rows, in an array of their own.</summary>
    public static float[] Predict(this OnnxClassifier model, params float[] rows)
    {
        var probabilities = new float[rows.Length / model.Features.Count * model.Classes.Count];
        model.PredictProbabilities(rows, probabilities);
        return probabilities;
    }

    /// <summary>The scores of rows, in an array of their own.</summary>
    public static float[] Scores(this IAnomalyModel model, params float[] rows)
    {
        var scores = new float[rows.Length / model.Features.Count];
        model.Score(rows, scores);
        return scores;
    }
}
