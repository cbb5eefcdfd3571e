using DarkMachines.Mixtures.Numerics;
using DarkMachines.Onnx;

namespace DarkMachines.Mixtures;

/// <summary>A fitted <see cref="KMeans"/>.</summary>
/// <remarks>Answers for finite rows are finite. A row with NaN gets NaN or the largest float: fill in missing values first.</remarks>
public sealed class KMeansModel : IAnomalyModel, IOnnxExportable
{
    private readonly Centres _centres;

    internal KMeansModel(IReadOnlyList<Feature> features, Centres centres, double inertia)
    {
        Features = features;
        Inertia = inertia;
        _centres = centres;
        Centres = [.. Enumerable.Range(0, centres.Count).Select(k => Array.AsReadOnly(centres.Scale.Restore(centres[k])))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>The centres, in the columns' units.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Centres { get; }

    /// <summary>Weighted sum of the training rows' squared distances to their centres, as distances are measured.</summary>
    public double Inertia { get; }

    /// <summary>The distance of each row to the nearest centre.</summary>
    /// <inheritdoc cref="IAnomalyModel.Score"/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        this.RowCount(rows, scores.Length);
        _centres.Distances(rows, scores);
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Score(graph.DistanceToNearest(_centres));
    }
}
