namespace DarkMachines.Linear;

/// <summary>A fitted <see cref="OneClassSvm"/>: ρ − Σ αᵢ exp(−γ |x − xᵢ|²) over the support vectors xᵢ.</summary>
/// <remarks>Scores of finite rows are never NaN, and positive outside the border. A row with NaN gets NaN.</remarks>
public sealed partial class OneClassSvmModel : IAnomalyModel
{
    private const int MostColumnsOnStack = 512;

    private readonly double[] _means;
    private readonly double[] _support;
    private readonly double[] _squares;
    private readonly double[] _multipliers;

    internal OneClassSvmModel(
        IReadOnlyList<Feature> features, double[] means, double gamma, double[] support, double[] multipliers, double offset)
    {
        Features = features;
        Gamma = gamma;
        Offset = offset;
        _means = means;
        _support = support;
        _multipliers = multipliers;
        _squares = [.. Enumerable.Range(0, multipliers.Length).Select(i => Vectors.Dot(SupportVector(i), SupportVector(i)))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The kernel's γ, per squared unit of the columns.</summary>
    public double Gamma { get; }

    /// <summary>The offset ρ.</summary>
    public double Offset { get; }

    /// <summary>Number of support vectors.</summary>
    public int SupportCount => _multipliers.Length;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, scores.Length);
        Span<double> centred = columns <= MostColumnsOnStack ? stackalloc double[columns] : new double[columns];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < columns; j++)
                centred[j] = rows[i * columns + j] - _means[j];
            scores[i] = (float)(Offset - Similarity(centred));
        }
    }

    private double Similarity(ReadOnlySpan<double> row)
    {
        var square = Vectors.Dot(row, row);
        var sum = 0.0;
        for (var i = 0; i < _multipliers.Length; i++)
        {
            var distance = Math.Max(square + _squares[i] - 2 * Vectors.Dot(SupportVector(i), row), 0);
            sum += _multipliers[i] * GaussianKernel.Value(distance, Gamma);
        }

        return sum;
    }

    private ReadOnlySpan<double> SupportVector(int index) => _support.AsSpan(index * Features.Count, Features.Count);
}
