using System.Buffers;

namespace DarkMachines.Forests;

/// <summary>Mean class shares over the trees.</summary>
internal sealed class RandomForestModel(
    IReadOnlyList<Feature> features, IReadOnlyList<string> classes, Tree[] trees) : IClassifierModel
{
    private const int BlockRows = 64;

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => classes;

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var count = this.RowCount(rows, probabilities.Length, classes.Count);
        var rented = ArrayPool<double>.Shared.Rent(BlockRows * classes.Count);
        for (var start = 0; start < count; start += BlockRows)
        {
            // A tree stays in the cache while a block of rows passes through it.
            var block = Math.Min(BlockRows, count - start);
            var sums = rented.AsSpan(0, block * classes.Count);
            sums.Clear();
            foreach (var tree in trees)
                tree.AddShares(rows.Slice(start * features.Count, block * features.Count), features.Count, sums);
            for (var i = 0; i < sums.Length; i++)
                probabilities[start * classes.Count + i] = (float)(sums[i] / trees.Length);
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
