using System.Buffers;
using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A fitted <see cref="BayesianMlp"/> surrogate: the mean of its networks' values.</summary>
/// <remarks>
/// The uncertainty of a prediction is the root of the sum of the squares of its two parts. Rows are scored as in the exported
/// file, by ONNX Runtime; the file holds the values alone. A row with NaN gets an answer that means nothing.
/// </remarks>
public sealed class BayesianSurrogateModel : ISurrogateModel, IOnnxExportable, IDisposable
{
    private const int RowsAtOnce = 1024;

    // The number of deviations within which a normal lies with a probability of 10, 20, … 90 and 95 %.
    private static readonly (double Probability, double Deviations)[] Intervals =
        [(0.1, 0.125661), (0.2, 0.253347), (0.3, 0.385320), (0.4, 0.524401), (0.5, 0.674490), (0.6, 0.841621), (0.7, 1.036433), (0.8, 1.281552), (0.9, 1.644854), (0.95, 1.959964)];

    private readonly Func<OnnxGraphBuilder, OnnxTensor[][]> _networks;
    private readonly ColumnScaling _scaling;
    private readonly NetworkScorer _scorer;

    internal BayesianSurrogateModel(Examples examples, Targets targets, Func<OnnxGraphBuilder, OnnxTensor[][]> networks)
    {
        (Features, Outputs, ValidRanges) = (examples.Table.Features, targets.Table.Features, Ranges.Of(examples.Table));
        (_networks, _scaling) = (networks, targets.Scaling);
        _scorer = new NetworkScorer(Features.Count, All);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ValidRange> ValidRanges { get; }

    /// <summary>What all deviations were multiplied by, so that they fit the points held back.</summary>
    public double Scale { get; private set; } = 1;

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties) =>
        Predict(parameters, predictions, uncertainties, []);

    /// <summary>Predictions with the two parts of their uncertainty.</summary>
    /// <param name="parameters">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="predictions">Filled row-major, <c>n × Outputs.Count</c>.</param>
    /// <param name="aleatoric">The same length: the deviation of the noise in the data; the total if there is no room for the other part.</param>
    /// <param name="epistemic">The same length: the deviation between networks; or empty.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> aleatoric, Span<float> epistemic)
    {
        var (columns, outputs) = (Features.Count, Outputs.Count);
        this.RowCount(parameters, aleatoric.Length, outputs);
        if (!epistemic.IsEmpty)
            this.RowCount(parameters, epistemic.Length, outputs);
        var count = this.RowCount(parameters, predictions.Length, outputs);
        var buffer = ArrayPool<float>.Shared.Rent(Math.Min(count, RowsAtOnce) * 3 * outputs);
        for (var start = 0; start < count; start += RowsAtOnce)
        {
            var n = Math.Min(RowsAtOnce, count - start);
            _scorer.Score(parameters.Slice(start * columns, n * columns), buffer.AsSpan(0, n * 3 * outputs));
            for (var i = 0; i < n * outputs; i++)
            {
                var place = i / outputs * 3 * outputs + i % outputs;
                var (noise, spread) = (Scale * Math.Sqrt(buffer[place + outputs]), Scale * Math.Sqrt(buffer[place + 2 * outputs]));
                predictions[start * outputs + i] = buffer[place];
                aleatoric[start * outputs + i] = Finite(epistemic.IsEmpty ? Math.Sqrt(noise * noise + spread * spread) : noise);
                if (!epistemic.IsEmpty)
                    epistemic[start * outputs + i] = Finite(spread);
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>How often true values lie within the central interval of a probability, against that probability.</summary>
    /// <param name="points">Points that were not trained on.</param>
    /// <param name="values">The true values.</param>
    /// <exception cref="ArgumentException">The tables do not fit together.</exception>
    public IReadOnlyList<CalibrationPoint> CalibrationCurve(FeatureTable points, FeatureTable values)
    {
        var pulls = Pulls(points, values);
        return [.. Intervals.Select(interval => new CalibrationPoint(interval.Probability, pulls.Count(pull => Math.Abs(pull) <= interval.Deviations) / (double)pulls.Length, pulls.Length))];
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Values(_scaling.Restore(Hidden.Mean([.. _networks(graph).Select(network => network[0])])));
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose() => _scorer.Dispose();

    internal void ScaleDeviations(Examples examples, Targets targets, IReadOnlyList<int> heldBack)
    {
        if (heldBack.Count == 0)
            return;
        var points = examples.Table.SelectRows([.. heldBack]);
        var pulls = Pulls(points, targets.Table.SelectRows([.. heldBack]));
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < pulls.Length; i++)
        {
            var weight = points.IsWeighted ? points.Weights[i / Outputs.Count] : 1.0;
            (sum, total) = (sum + weight * pulls[i] * pulls[i], total + weight);
        }

        var scale = Math.Sqrt(sum / total);
        Scale = double.IsFinite(scale) && scale > 0 ? scale : 1;
    }

    private double[] Pulls(FeatureTable points, FeatureTable values)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(values);
        var (predictions, deviations) = (new float[points.RowCount * Outputs.Count], new float[points.RowCount * Outputs.Count]);
        Predict(points.Values, predictions, deviations);
        if (values.Values.Length != predictions.Length)
            throw new ArgumentException($"There are {values.Values.Length} values for {predictions.Length} predictions.", nameof(values));
        var truth = values.Values.ToArray();
        return [.. truth.Select((value, i) => ((double)value - predictions[i]) / deviations[i])];
    }

    // Values, then the variances of noise and between networks, in the values' units.
    private OnnxTensor All(OnnxGraphBuilder graph)
    {
        var networks = _networks(graph);
        var mean = Hidden.Mean([.. networks.Select(network => network[0])]);
        var aleatoric = Hidden.Mean([.. networks.Select(network => network[1].Exp())]);
        var disagreement = Hidden.Mean([.. networks.Select(network => (network[0] - mean).Square())]) * (networks.Length / Math.Max(1.0, networks.Length - 1));
        var spreads = graph.Constant(_scaling.Spreads);
        return graph.Concat(-1, _scaling.Restore(mean), Squared(aleatoric), Squared(disagreement));

        OnnxTensor Squared(OnnxTensor variance) => (variance.Sqrt() * spreads).Square();
    }

    private static float Finite(double deviation) => (float)Math.Min(deviation, float.MaxValue);
}
