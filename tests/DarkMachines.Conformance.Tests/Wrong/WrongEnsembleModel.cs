using System.Buffers;

namespace DarkMachines.Conformance.Tests;

/// <summary>A correct model of a classifier as an ensemble of two members, the second of which is changed afterwards.</summary>
internal sealed class WrongEnsembleModel(IClassifierModel right, WrongClassifierModel.Change change) : IEnsembleClassifierModel
{
    public IReadOnlyList<Feature> Features => right.Features;

    public IReadOnlyList<string> Classes => right.Classes;

    public int Members => 2;

    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) => right.PredictProbabilities(rows, probabilities);

    public void PredictMembers(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var classes = Classes.Count;
        var count = this.RowCount(rows, probabilities.Length, Members * classes) * classes;
        var rented = ArrayPool<float>.Shared.Rent(count);
        var own = rented.AsSpan(0, count);
        right.PredictProbabilities(rows, own);
        for (var start = 0; start < own.Length; start += classes)
        {
            own.Slice(start, classes).CopyTo(probabilities[(2 * start)..]);
            var second = probabilities.Slice(2 * start + classes, classes);
            own.Slice(start, classes).CopyTo(second);
            change(second, classes);
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
