namespace DarkMachines.Forests.Tests;

internal static class Grades
{
    /// <summary>The share of pairs of a row of class 1 and one of class 0 that are in order, ties counting half.</summary>
    public static double AreaUnderCurve(float[] probabilities, int[] labels)
    {
        var scores = probabilities.Chunk(2).Select(row => row[1]).Zip(labels).ToArray();
        var ones = scores.Where(row => row.Second == 1).Select(row => row.First).ToArray();
        var zeros = scores.Where(row => row.Second == 0).Select(row => row.First).ToArray();
        return ones.Average(one => zeros.Average(zero => one > zero ? 1 : one == zero ? 0.5 : 0));
    }

    /// <summary>A surrogate's predictions.</summary>
    public static float[] Predictions(this ISurrogateModel model, float[] parameters) => model.PredictionsAndUncertainties(parameters).Predictions;

    /// <summary>A surrogate's predictions and their uncertainties.</summary>
    public static (float[] Predictions, float[] Uncertainties) PredictionsAndUncertainties(this ISurrogateModel model, float[] parameters)
    {
        var predictions = new float[parameters.Length / model.Features.Count * model.Outputs.Count];
        var uncertainties = new float[predictions.Length];
        model.Predict(parameters, predictions, uncertainties);
        return (predictions, uncertainties);
    }
}
