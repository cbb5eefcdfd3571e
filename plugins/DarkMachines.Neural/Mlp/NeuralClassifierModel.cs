using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A classifier that a network, or several, were trained to be.</summary>
/// <remarks>Rows are scored as in the exported file, by ONNX Runtime. A row with NaN gets an answer that means nothing.</remarks>
public sealed class NeuralClassifierModel : IClassifierModel, IOnnxExportable, IDisposable
{
    private readonly Func<OnnxGraphBuilder, OnnxTensor> _probabilities;
    private readonly NetworkScorer _scorer;

    internal NeuralClassifierModel(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, Func<OnnxGraphBuilder, OnnxTensor> probabilities)
    {
        (Features, Classes, _probabilities) = (features, classes, probabilities);
        _scorer = new NetworkScorer(features.Count, probabilities);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        this.RowCount(rows, probabilities.Length, Classes.Count);
        _scorer.Score(rows, probabilities);
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose() => _scorer.Dispose();

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Probabilities(_probabilities(graph));
    }
}
