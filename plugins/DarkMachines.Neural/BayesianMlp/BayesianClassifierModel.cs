using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A fitted <see cref="BayesianMlp"/> classifier: the mean of its networks' probabilities.</summary>
/// <remarks>Rows are scored as in the exported file, by ONNX Runtime. A row with NaN gets an answer that means nothing.</remarks>
public sealed class BayesianClassifierModel : IEnsembleClassifierModel, IOnnxExportable, IDisposable
{
    private readonly PresentClasses _present;
    private readonly Func<OnnxGraphBuilder, OnnxTensor[]> _logits;
    private readonly NetworkScorer _scorer;
    private readonly Lazy<NetworkScorer> _members;
    private readonly Lazy<NetworkScorer> _uncertainties;

    internal BayesianClassifierModel(
        IReadOnlyList<Feature> features, IReadOnlyList<string> classes, PresentClasses present, double temperature, int members, Func<OnnxGraphBuilder, OnnxTensor[]> logits)
    {
        (Features, Classes, Temperature, Members, _present, _logits) = (features, classes, temperature, members, present, logits);
        _scorer = new NetworkScorer(features.Count, Probabilities);
        _members = new(() => new NetworkScorer(features.Count, graph => graph.Concat(-1, OfMembers(graph))));
        _uncertainties = new(() => new NetworkScorer(features.Count, Entropies));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What the logits are divided by; above 1 where the networks were too sure.</summary>
    public double Temperature { get; }

    /// <summary>Number of networks, and if there is dropout that times the passes.</summary>
    public int Members { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        this.RowCount(rows, probabilities.Length, Classes.Count);
        _scorer.Score(rows, probabilities);
    }

    /// <inheritdoc/>
    public void PredictMembers(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        this.RowCount(rows, probabilities.Length, Members * Classes.Count);
        _members.Value.Score(rows, probabilities);
    }

    /// <summary>The uncertainty of the class in its two parts, which add to the entropy of the probabilities, in nats.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="uncertainties">
    /// Filled row-major, <c>n × 2</c>: aleatoric, the mean entropy of each network's probabilities, and epistemic, the mutual
    /// information of class and network (Depeweg et al., arXiv:1710.07283).
    /// </param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    public void Uncertainties(ReadOnlySpan<float> rows, Span<float> uncertainties)
    {
        this.RowCount(rows, uncertainties.Length, 2);
        _uncertainties.Value.Score(rows, uncertainties);
    }

    /// <summary>How often the likeliest class is right, against how sure the model is of it, in bins of that confidence.</summary>
    /// <param name="rows">Rows that were not trained on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="bins">Bins of equal width from 0 to 1; those without rows are left out.</param>
    public IReadOnlyList<CalibrationPoint> CalibrationCurve(FeatureTable rows, ClassLabels labels, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        var probabilities = new float[rows.RowCount * Classes.Count];
        PredictProbabilities(rows.Values, probabilities);
        var likeliest = probabilities.Chunk(Classes.Count).Select((p, row) => (Confidence: (double)p.Max(), IsRight: Array.IndexOf(p, p.Max()) == labels.Indices[row]));
        return
        [
            .. likeliest.GroupBy(row => Math.Min((int)(row.Confidence * bins), bins - 1)).OrderBy(bin => bin.Key)
                .Select(bin => new CalibrationPoint(bin.Average(row => row.Confidence), bin.Average(row => row.IsRight ? 1.0 : 0), bin.Count())),
        ];
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Probabilities(Probabilities(graph));
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose()
    {
        _scorer.Dispose();
        foreach (var scorer in new[] { _members, _uncertainties }.Where(scorer => scorer.IsValueCreated))
            scorer.Value.Dispose();
    }

    private OnnxTensor Probabilities(OnnxGraphBuilder graph) =>
        _present.Spread(Hidden.Mean([.. _logits(graph).Select(z => (z / Temperature).Softmax())]));

    private OnnxTensor[] OfMembers(OnnxGraphBuilder graph) =>
        [.. _logits(graph).Select(z => _present.Spread((z / Temperature).Softmax()))];

    private OnnxTensor Entropies(OnnxGraphBuilder graph)
    {
        OnnxTensor[] scaled = [.. _logits(graph).Select(z => z / Temperature)];
        var aleatoric = Hidden.Mean([.. scaled.Select(z => -(z.Softmax() * z.LogSoftmax()).Sum(-1, keep: true))]);
        var mean = Hidden.Mean([.. scaled.Select(z => z.Softmax())]);
        var total = -(mean * mean.Clip(1e-30, 1).Log()).Sum(-1, keep: true);
        return aleatoric.Concat((total - aleatoric).Relu());
    }
}
