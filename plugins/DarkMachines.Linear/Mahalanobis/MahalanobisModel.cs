namespace DarkMachines.Linear;

/// <summary>A fitted <see cref="Mahalanobis"/>: the distance from the mean, and the log density of the normal distribution.</summary>
/// <remarks>Answers for finite rows are never NaN. A row with NaN gets NaN: fill in missing values first.</remarks>
public sealed partial class MahalanobisModel : IDensityModel
{
    private const int MostColumnsOnStack = 256;

    private readonly double[] _means;

    // Line j holds what a unit of column j adds to each whitened coordinate: those are uncorrelated with variance one.
    private readonly double[] _whitening;
    private readonly double _logNormaliser;

    private MahalanobisModel(IReadOnlyList<Feature> features, double[] means, double[] whitening, double logDeterminant, int raisedDirections)
    {
        Features = features;
        Means = Array.AsReadOnly(means);
        RaisedDirections = raisedDirections;
        _means = means;
        _whitening = whitening;
        LogDeterminant = logDeterminant;
        _logNormaliser = -0.5 * (means.Length * Math.Log(2 * Math.PI) + logDeterminant);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The mean of each column.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>
    /// Number of principal directions whose variance was raised to <see cref="MahalanobisOptions.EigenvalueFloor"/>; zero if
    /// the distribution is the maximum-likelihood estimate exactly.
    /// </summary>
    public int RaisedDirections { get; }

    /// <summary>The Mahalanobis distance of each row from the mean: never negative, and finite for finite rows.</summary>
    /// <inheritdoc cref="IAnomalyModel.Score"/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        SquaredDistances(rows, scores, static (square, _) => (float)Math.Min(Math.Sqrt(square), float.MaxValue));
    }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
    {
        SquaredDistances(rows, logDensities, static (square, logNormaliser) => (float)(logNormaliser - 0.5 * square));
    }

    /// <summary>Natural logarithm of the determinant of the covariance.</summary>
    internal double LogDeterminant { get; }

    /// <summary>The squared distance of one row from the mean.</summary>
    internal double SquaredDistance(ReadOnlySpan<float> row)
    {
        Span<double> whitened = row.Length <= MostColumnsOnStack ? stackalloc double[row.Length] : new double[row.Length];
        Whiten(row, whitened);
        return Vectors.Dot(whitened, whitened);
    }

    /// <summary>Makes the model from the eigenvectors of the correlation matrix, one after another.</summary>
    internal static MahalanobisModel From(
        IReadOnlyList<Feature> features, double[] means, double[] spreads, double[] eigenvalues, double[] eigenvectors, double floor)
    {
        var columns = means.Length;
        var variances = eigenvalues.Select(value => Math.Max(value, floor)).ToArray();
        var whitening = new double[columns * columns];
        for (var j = 0; j < columns; j++)
        {
            for (var k = 0; k < columns; k++)
                whitening[j * columns + k] = eigenvectors[k * columns + j] / (spreads[j] * Math.Sqrt(variances[k]));
        }

        var logDeterminant = variances.Sum(Math.Log) + 2 * spreads.Sum(Math.Log);
        return new MahalanobisModel(features, means, whitening, logDeterminant, eigenvalues.Count(value => value < floor));
    }

    private void SquaredDistances(ReadOnlySpan<float> rows, Span<float> answers, Func<double, double, float> answer)
    {
        var columns = _means.Length;
        var count = this.RowCount(rows, answers.Length);
        Span<double> whitened = columns <= MostColumnsOnStack ? stackalloc double[columns] : new double[columns];
        for (var i = 0; i < count; i++)
        {
            Whiten(rows.Slice(i * columns, columns), whitened);
            var square = 0.0;
            foreach (var coordinate in whitened)
                square += coordinate * coordinate;
            answers[i] = answer(square, _logNormaliser);
        }
    }

    private void Whiten(ReadOnlySpan<float> row, Span<double> whitened)
    {
        whitened.Clear();
        for (var j = 0; j < row.Length; j++)
        {
            var difference = row[j] - _means[j];
            var line = _whitening.AsSpan(j * row.Length, row.Length);
            for (var k = 0; k < line.Length; k++)
                whitened[k] += difference * line[k];
        }
    }
}
