using System.Buffers;
using DarkMachines.Geometry;
using DarkMachines.Onnx;

namespace DarkMachines.Kernels;

/// <summary>A fitted <see cref="Kde"/>.</summary>
public sealed class KdeModel : IDensityModel, IOnnxExportable
{
    private const int MostQueries = 512;

    private readonly Scaling _scaling;
    private readonly KernelSum _sum;
    private readonly double _logNormaliser;

    /// <summary>Makes the model.</summary>
    /// <param name="rows">The training rows, all of weight above zero.</param>
    /// <param name="spread">Their spread.</param>
    /// <param name="kernel">Shape of the kernel.</param>
    /// <param name="bandwidth">Width of the kernel in units of the spread.</param>
    internal KdeModel(TrainingRows rows, Scaling spread, KernelShape kernel, double bandwidth)
    {
        Features = rows.Table.Features;
        Bandwidth = bandwidth;
        var columns = rows.ColumnCount;

        // Lengths in units in which the kernel is 2^(−r²), or 1 − r².
        var isGaussian = kernel == KernelShape.Gaussian;
        _scaling = spread.InUnitsOf(bandwidth * (isGaussian ? Math.Sqrt(2 * Math.Log(2)) : Math.Sqrt(columns + 4)));
        var logVolume = isGaussian
            ? columns / 2.0 * Math.Log(Math.PI / Math.Log(2))
            : Ball.LogVolume(columns) + Math.Log(2.0 / (columns + 2));
        var points = new float[rows.Table.Values.Length];
        _scaling.Apply(rows.Table.Values, points);
        var greatest = Enumerable.Range(0, rows.Count).Max(rows.Weight);
        float[] shares = [.. Enumerable.Range(0, rows.Count).Select(row => (float)(rows.Weight(row) / greatest))];
        _sum = new KernelSum(points, columns, shares, isGaussian);
        _logNormaliser = Math.Log(rows.TotalWeight / greatest) + logVolume + _scaling.LogVolume;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Width of the kernels in units of the training rows' spread.</summary>
    public double Bandwidth { get; }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, logDensities.Length);
        var most = Math.Min(count, MostQueries);
        var queries = ArrayPool<float>.Shared.Rent(most * columns);
        var sums = ArrayPool<double>.Shared.Rent(most);
        for (var start = 0; start < count; start += MostQueries)
        {
            var chunk = Math.Min(MostQueries, count - start);
            _scaling.Apply(rows.Slice(start * columns, chunk * columns), queries);
            _sum.Logarithms(queries.AsSpan(0, chunk * columns), sums.AsSpan(0, chunk));
            for (var i = 0; i < chunk; i++)
                logDensities[start + i] = (float)(sums[i] - _logNormaliser);
        }

        ArrayPool<float>.Shared.Return(queries);
        ArrayPool<double>.Shared.Return(sums);
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var logarithm = _sum.Logarithm(graph, _scaling.Apply(graph));
        graph.LogDensity(graph.Sub(graph.Cast(logarithm, OnnxElement.Float64), graph.Scalar(_logNormaliser, OnnxElement.Float64)));
    }
}
