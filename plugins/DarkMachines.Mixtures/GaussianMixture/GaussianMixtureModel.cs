using DarkMachines.Mixtures.Numerics;
using DarkMachines.Onnx;

namespace DarkMachines.Mixtures;

/// <summary>A fitted <see cref="GaussianMixture"/>.</summary>
/// <remarks>Answers for finite rows are never NaN. A row with NaN gets NaN: fill in missing values first.</remarks>
public sealed class GaussianMixtureModel : IDensityModel, IOnnxExportable
{
    private readonly ColumnScale _scale;
    private readonly Mixture _mixture;

    // Densities are those of the columns' units, not of the scaled columns.
    private readonly double _logVolume;

    internal GaussianMixtureModel(IReadOnlyList<Feature> features, ColumnScale scale, Mixture mixture, double logLikelihood, bool converged)
    {
        Features = features;
        _scale = scale;
        _mixture = mixture;
        _logVolume = scale.Spreads.Sum(Math.Log);
        Weights = Array.AsReadOnly(mixture.Weights);
        Means = [.. Enumerable.Range(0, mixture.Count).Select(k => Array.AsReadOnly(scale.Restore(mixture.Mean(k))))];
        MeanLogLikelihood = logLikelihood - _logVolume;
        Converged = converged;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Weight of each component; they add to one.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>Mean of each component, in the columns' units.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Means { get; }

    /// <summary>Mean log density of the training rows.</summary>
    public double MeanLogLikelihood { get; }

    /// <summary>False if the fit ended with <see cref="GaussianMixtureOptions.MaxIterations"/> while it still gained.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
    {
        var columns = Features.Count;
        var total = this.RowCount(rows, logDensities.Length);
        var block = new PointBlock(columns);
        var components = new double[_mixture.Count * PointBlock.Points];
        Span<double> densities = stackalloc double[PointBlock.Points];
        for (var start = 0; start < total; start += PointBlock.Points)
        {
            var count = Math.Min(PointBlock.Points, total - start);
            block.Fill(rows.Slice(start * columns, count * columns), _scale);
            _mixture.LogDensities(block, components, densities);
            for (var p = 0; p < count; p++)
                logDensities[start + p] = (float)(densities[p] - _logVolume);
        }
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var rows = graph.Scaled(_scale);
        var terms = new OnnxTensor[_mixture.Count];
        for (var k = 0; k < terms.Length; k++)
        {
            var whitened = Whitened(graph, graph.Sub(rows, graph.Constant(_mixture.Mean(k))), _mixture.Factors[k]);
            var halved = graph.Mul(graph.ReduceSumSquare(whitened, [1]), graph.Scalar(0.5, OnnxElement.Float64));
            terms[k] = graph.Sub(graph.Scalar(_mixture.Offsets[k], OnnxElement.Float64), halved);
        }

        // The greatest is taken out here: not every implementation of ReduceLogSumExp does so.
        var all = graph.Concat(1, terms);
        var greatest = graph.ReduceMax(all, [1]);
        var sum = graph.ReduceSum(graph.Exp(graph.Sub(all, greatest)), [1]);
        var density = graph.Add(greatest, graph.Log(sum));
        graph.LogDensity(graph.Sub(density, graph.Scalar(_logVolume, OnnxElement.Float64)));
    }

    private static OnnxTensor Whitened(OnnxGraphBuilder graph, OnnxTensor centred, double[] factor)
    {
        var columns = (int)centred.Shape[1]!.Value;
        if (factor.Length == columns)
            return graph.Mul(centred, graph.Constant(factor));
        var transposed = new double[columns * columns];
        for (int i = 0, place = 0; i < columns; i++)
        {
            for (var j = 0; j <= i; j++, place++)
                transposed[j * columns + i] = factor[place];
        }

        return graph.MatMul(centred, graph.Constant(transposed, columns, columns));
    }
}
