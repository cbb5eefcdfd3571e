using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A surrogate that a network, or several, were trained to be.</summary>
/// <remarks>
/// The uncertainty of a prediction is the root mean square of the differences at the points that were held back from
/// learning; it is the same everywhere, and NaN, not known, where none were held back. Rows are scored as in the exported
/// file, by ONNX Runtime.
/// </remarks>
public sealed class NeuralSurrogateModel : ISurrogateModel, IOnnxExportable, IDisposable
{
    private readonly Func<OnnxGraphBuilder, OnnxTensor> _values;
    private readonly NetworkScorer _scorer;
    private float[] _noise = [];

    private NeuralSurrogateModel(FeatureTable points, IReadOnlyList<Feature> outputs, Func<OnnxGraphBuilder, OnnxTensor> values)
    {
        (Features, Outputs, ValidRanges, _values) = (points.Features, outputs, Ranges.Of(points), values);
        _scorer = new NetworkScorer(Features.Count, values);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ValidRange> ValidRanges { get; }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
    {
        this.RowCount(parameters, uncertainties.Length, Outputs.Count);
        var count = this.RowCount(parameters, predictions.Length, Outputs.Count);
        _scorer.Score(parameters, predictions);
        for (var i = 0; i < count; i++)
            _noise.CopyTo(uncertainties[(i * _noise.Length)..]);
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose() => _scorer.Dispose();

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Values(_values(graph));
    }

    internal static NeuralSurrogateModel Of(Examples examples, Targets targets, IReadOnlyList<int> heldBack, Func<OnnxGraphBuilder, OnnxTensor> values)
    {
        var model = new NeuralSurrogateModel(examples.Table, targets.Table.Features, values);
        var points = examples.Table.SelectRows([.. heldBack]);
        var predictions = new float[heldBack.Count * targets.Columns];
        model._scorer.Score(points.Values, predictions);
        model._noise = [.. Enumerable.Range(0, targets.Columns).Select(Noise)];
        return model;

        float Noise(int column)
        {
            var (sum, total) = (0.0, 0.0);
            for (var i = 0; i < heldBack.Count; i++)
            {
                var weight = points.IsWeighted ? points.Weights[i] : 1.0;
                var difference = (double)predictions[i * targets.Columns + column] - targets.Table.Row(heldBack[i])[column];
                (sum, total) = (sum + weight * difference * difference, total + weight);
            }

            return (float)Math.Sqrt(sum / total);
        }
    }
}
