using DarkMachines.Mixtures.Numerics;
using DarkMachines.Onnx;

namespace DarkMachines.Mixtures;

/// <summary>A fitted <see cref="SelfOrganisingMap"/>.</summary>
/// <remarks>Answers for finite rows are finite. A row with NaN gets NaN or the largest float: fill in missing values first.</remarks>
public sealed class SelfOrganisingMapModel : IAnomalyModel, IOnnxExportable
{
    private readonly Centres _units;

    internal SelfOrganisingMapModel(IReadOnlyList<Feature> features, Centres units, int width, int height) =>
        (Features, _units, Width, Height) = (features, units, width, height);

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Units across the map.</summary>
    public int Width { get; }

    /// <summary>Units down the map.</summary>
    public int Height { get; }

    /// <summary>The row that a unit of the map stands for, in the columns' units.</summary>
    /// <param name="across">From 0 to <see cref="Width"/> − 1.</param>
    /// <param name="down">From 0 to <see cref="Height"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such unit.</exception>
    public IReadOnlyList<double> Unit(int across, int down)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(across);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(across, Width);
        ArgumentOutOfRangeException.ThrowIfNegative(down);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(down, Height);
        return _units.Scale.Restore(_units[down * Width + across]);
    }

    /// <summary>The place on the map of the unit nearest to a row.</summary>
    /// <param name="row">One row.</param>
    /// <exception cref="ArgumentException">It has another number of columns.</exception>
    public (int Across, int Down) BestUnit(ReadOnlySpan<float> row)
    {
        this.RowCount(row, 1);
        var block = new PointBlock(Features.Count);
        block.Fill(row, _units.Scale);
        var nearest = new long[PointBlock.Points];
        _units.Nearest(block, nearest, new double[PointBlock.Points]);
        return ((int)nearest[0] % Width, (int)nearest[0] / Width);
    }

    /// <summary>The quantisation error: the distance of each row to the nearest unit.</summary>
    /// <inheritdoc cref="IAnomalyModel.Score"/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        this.RowCount(rows, scores.Length);
        _units.Distances(rows, scores);
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Score(graph.DistanceToNearest(_units));
    }
}
