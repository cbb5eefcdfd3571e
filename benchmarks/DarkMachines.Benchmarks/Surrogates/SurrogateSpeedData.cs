using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Data.Slha;
using DarkMachines.Onnx;

namespace DarkMachines.Benchmarks.Surrogates;

/// <summary>Points spread uniformly over SUSY-AI's training box, labelled by its published network.</summary>
/// <param name="Points">The points.</param>
/// <param name="Labels">Excluded or allowed.</param>
internal sealed record SurrogateSpeedData(FeatureTable Points, ClassLabels Labels)
{
    /// <summary>The range of each parameter.</summary>
    public static ValidRange[] Box { get; } = [.. SlhaParameters.Load(SlhaParameters.DefaultName).Parameters.Select(parameter => parameter.Range!.Value)];

    /// <summary>Draws points.</summary>
    /// <param name="network">The network.</param>
    /// <param name="count">How many.</param>
    /// <param name="stream">Number of the random stream.</param>
    public static SurrogateSpeedData Draw(OnnxClassifier network, int count, ulong stream)
    {
        var points = new BoxCandidates(Box).Points(count, new RandomStream(1, stream));
        var probabilities = new float[2 * count];
        network.PredictProbabilities(points, probabilities);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => probabilities[2 * i + 1] >= probabilities[2 * i] ? 1 : 0)];
        return new SurrogateSpeedData(new FeatureTable(network.Features, points), new ClassLabels(network.Classes, labels));
    }

    /// <summary>The first points.</summary>
    /// <param name="count">How many.</param>
    public SurrogateSpeedData First(int count) => new(Points.SliceRows(0, count), new ClassLabels(Labels.Classes, Labels.Indices[..count].ToArray()));

    /// <summary>Share of the points whose own class is the likelier one.</summary>
    /// <param name="probabilities">What was predicted.</param>
    public double Accuracy(float[] probabilities) =>
        Enumerable.Range(0, Labels.Count).Average(i => (probabilities[2 * i + 1] > probabilities[2 * i] ? 1 : 0) == Labels.Indices[i] ? 1.0 : 0);
}
