namespace DarkMachines.Conformance.Tests;

/// <summary>A correct model of a classifier, whose probabilities are changed afterwards.</summary>
internal sealed class WrongClassifierModel(
    IClassifierModel right, IReadOnlyList<string> classes, WrongClassifierModel.Change change) : IClassifierModel
{
    public delegate void Change(Span<float> probabilities, int classes);

    public IReadOnlyList<Feature> Features => right.Features;

    public IReadOnlyList<string> Classes => classes;

    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        right.PredictProbabilities(rows, probabilities);
        change(probabilities, classes.Count);
    }
}
