using DarkMachines;

namespace MyPlugin;

/// <summary>What <see cref="NearestCentroid"/> learnt. A row with NaN or infinity gets NaN.</summary>
/// <param name="features">The columns.</param>
/// <param name="classes">Names of the classes.</param>
/// <param name="centroids">The mean row of each class; empty for a class without rows.</param>
/// <param name="scales">What a squared difference in each column counts.</param>
internal sealed class NearestCentroidModel(
    IReadOnlyList<Feature> features, IReadOnlyList<string> classes, double[][] centroids, double[] scales) : IClassifierModel
{
    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => classes;

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var count = this.RowCount(rows, probabilities.Length, classes.Count);
        Span<double> squares = classes.Count <= 64 ? stackalloc double[classes.Count] : new double[classes.Count];
        for (var i = 0; i < count; i++)
        {
            var row = rows.Slice(i * features.Count, features.Count);
            for (var k = 0; k < squares.Length; k++)
                squares[k] = SquaredDistance(row, centroids[k]);
            WriteProbabilities(squares, probabilities.Slice(i * squares.Length, squares.Length));
        }
    }

    private double SquaredDistance(ReadOnlySpan<float> row, double[] centroid)
    {
        if (centroid.Length == 0)
            return double.PositiveInfinity;
        var sum = 0.0;
        for (var column = 0; column < row.Length; column++)
            sum += scales[column] * (row[column] - centroid[column]) * (row[column] - centroid[column]);
        return sum;
    }

    // The least distance is taken off first: far from all centroids every exponential would vanish.
    private static void WriteProbabilities(Span<double> squares, Span<float> probabilities)
    {
        var least = double.PositiveInfinity;
        foreach (var square in squares)
            least = Math.Min(least, square);
        var total = 0.0;
        foreach (ref var square in squares)
            total += square = Math.Exp((least - square) / 2);
        for (var k = 0; k < squares.Length; k++)
            probabilities[k] = (float)(squares[k] / total);
    }
}
