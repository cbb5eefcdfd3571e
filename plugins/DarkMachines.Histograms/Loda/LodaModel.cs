using DarkMachines.Histograms.Steps;
using DarkMachines.Onnx;

namespace DarkMachines.Histograms;

/// <summary>A fitted <see cref="Loda"/>.</summary>
/// <remarks>Scores of finite rows are finite. A row with NaN in a column gets NaN: fill in missing values first.</remarks>
public sealed class LodaModel : IAnomalyModel, IOnnxExportable
{
    private readonly Projection[] _projections;

    internal LodaModel(IReadOnlyList<Feature> features, Projection[] projections) => (Features, _projections) = (features, projections);

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>A projection on the edge of a bin may be rounded to either side.</summary>
    public OnnxAgreement Agreement => OnnxAgreement.Order;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var count = this.RowCount(rows, scores.Length);
        for (var row = 0; row < count; row++)
        {
            var sum = 0.0;
            foreach (var projection in _projections)
                sum += projection.Steps[projection.Project(rows.Slice(row * Features.Count, Features.Count))];
            scores[row] = (float)(sum / _projections.Length);
        }
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var means = new double[Features.Count];
        var factors = new double[Features.Count * _projections.Length];
        for (var p = 0; p < _projections.Length; p++)
        {
            for (var i = 0; i < _projections[p].Columns.Length; i++)
            {
                var column = _projections[p].Columns[i];
                means[column] = _projections[p].Means[i];
                factors[column * _projections.Length + p] = _projections[p].Factors[i];
            }
        }

        var centred = graph.Sub(graph.Cast(graph.Rows, OnnxElement.Float64), graph.Constant(means));
        var projected = graph.Cast(graph.MatMul(centred, graph.Constant(factors, Features.Count, _projections.Length)), OnnxElement.Float32);
        var sum = new StepSum([.. _projections.Select(p => p.Steps)]).Write(graph, projected);
        graph.Score(graph.Div(sum, graph.Scalar(_projections.Length)));
    }
}
