using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A trained <see cref="Flow"/>: exact log density, and new rows.</summary>
/// <remarks>Rows are scored as in the exported file, by ONNX Runtime. A row with NaN gets an answer that means nothing.</remarks>
public sealed class FlowModel : IDensityModel, IOnnxExportable, IDisposable
{
    private readonly ColumnScaling _scaling;
    private readonly TrainedFlow _flow;
    private readonly NetworkScorer _scorer;
    private readonly Lazy<NetworkScorer> _sampler;

    internal FlowModel(Examples examples, TrainedFlow flow)
    {
        (Features, _scaling, _flow) = (examples.Table.Features, examples.Scaling, flow);
        _scorer = new NetworkScorer(Features.Count, LogDensity);
        _sampler = new(() => new NetworkScorer(Features.Count, graph => _scaling.Restore(_flow.Invert(graph.Rows))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities)
    {
        this.RowCount(rows, logDensities.Length);
        _scorer.Score(rows, logDensities);
    }

    /// <summary>Draws rows from the density.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Draws.</param>
    public FeatureTable Sample(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var normals = new float[count * Features.Count];
        foreach (ref var value in normals.AsSpan())
            value = (float)random.Normal();
        var rows = new float[normals.Length];
        _sampler.Value.Score(normals, rows);
        return new FeatureTable(Features, rows);
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.LogDensity(LogDensity(graph));
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose()
    {
        _scorer.Dispose();
        if (_sampler.IsValueCreated)
            _sampler.Value.Dispose();
    }

    private OnnxTensor LogDensity(OnnxGraphBuilder graph) =>
        _flow.Trained.Write(graph, _flow.LogDensity, (_flow.X, _scaling.Apply(graph.Rows))) - _scaling.LogVolume;
}
