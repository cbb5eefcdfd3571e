using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A fitted <see cref="DeepSvdd"/>: near 1 for rows like those of the training, greater for others.</summary>
/// <remarks>Rows are scored as in the exported file, by ONNX Runtime. A row with NaN gets a score that means nothing.</remarks>
public sealed class DeepSvddModel : IAnomalyModel, IOnnxExportable, IDisposable
{
    private readonly Func<OnnxGraphBuilder, OnnxTensor> _score;
    private readonly NetworkScorer _scorer;

    internal DeepSvddModel(IReadOnlyList<Feature> features, Func<OnnxGraphBuilder, OnnxTensor> score)
    {
        (Features, _score) = (features, score);
        _scorer = new NetworkScorer(features.Count, score);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        this.RowCount(rows, scores.Length);
        _scorer.Score(rows, scores);
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Score(_score(graph));
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose() => _scorer.Dispose();
}
