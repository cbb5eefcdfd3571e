namespace DarkMachines.Linear;

/// <summary>A fitted <see cref="Pca"/>: encodes a row as its components, and decodes them.</summary>
/// <remarks>Answers for finite rows are never NaN. A row with NaN gets NaN: fill in missing values first.</remarks>
public sealed partial class PcaModel : IAutoencoderModel
{
    private const int MostValuesOnStack = 512;

    private readonly double[] _means;
    private readonly double[] _spreads;
    private readonly double[] _components;

    internal PcaModel(IReadOnlyList<Feature> features, double[] means, double[] spreads, double[] components, double[] shares)
    {
        Features = features;
        ExplainedShares = Array.AsReadOnly(shares);
        _means = means;
        _spreads = spreads;
        _components = components;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public int LatentCount => ExplainedShares.Count;

    /// <summary>The share of the standardised columns' variance that each component explains, the greatest first.</summary>
    public IReadOnlyList<double> ExplainedShares { get; }

    /// <summary>The direction of a component: one number a column, in units of the columns' spreads, of length one together.</summary>
    /// <param name="component">From 0 to <c>LatentCount - 1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public ReadOnlySpan<double> Component(int component) => _components.AsSpan(component * Features.Count, Features.Count);

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> rows, Span<float> latent)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, latent.Length, LatentCount);
        Span<double> standardised = columns <= MostValuesOnStack ? stackalloc double[columns] : new double[columns];
        for (var i = 0; i < count; i++)
        {
            Standardise(rows.Slice(i * columns, columns), standardised);
            for (var k = 0; k < LatentCount; k++)
                latent[i * LatentCount + k] = (float)Vectors.Dot(Component(k), standardised);
        }
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<float> latent, Span<float> rows)
    {
        var columns = Features.Count;
        if (latent.Length % LatentCount != 0 || rows.Length != (long)latent.Length / LatentCount * columns)
            throw new ArgumentException($"{latent.Length} latent values, {LatentCount} a row, do not fit room for {rows.Length} values in rows of {columns}.", nameof(latent));
        Span<double> standardised = columns <= MostValuesOnStack ? stackalloc double[columns] : new double[columns];
        for (var i = 0; i < latent.Length / LatentCount; i++)
        {
            standardised.Clear();
            for (var k = 0; k < LatentCount; k++)
                Vectors.AddMultiple(latent[i * LatentCount + k], Component(k), standardised);
            for (var j = 0; j < columns; j++)
                rows[i * columns + j] = (float)(_means[j] + _spreads[j] * standardised[j]);
        }
    }

    /// <inheritdoc/>
    public void ReconstructionError(ReadOnlySpan<float> rows, Span<float> errors)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, errors.Length);
        Span<double> left = columns <= MostValuesOnStack ? stackalloc double[columns] : new double[columns];
        for (var i = 0; i < count; i++)
        {
            // Components are at right angles: each can be taken away on its own.
            Standardise(rows.Slice(i * columns, columns), left);
            for (var k = 0; k < LatentCount; k++)
                Vectors.AddMultiple(-Vectors.Dot(Component(k), left), Component(k), left);
            errors[i] = (float)Math.Min(Vectors.Dot(left, left) / columns, float.MaxValue);
        }
    }

    private void Standardise(ReadOnlySpan<float> row, Span<double> standardised)
    {
        for (var j = 0; j < row.Length; j++)
            standardised[j] = (row[j] - _means[j]) / _spreads[j];
    }
}
