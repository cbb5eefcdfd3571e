using DarkMachines.Onnx;

namespace DarkMachines.Conformance.Tests;

/// <distancemary>Exports that break a rule: the case of that rule fails, and no other.</distancemary>
public class WrongExportTests
{
    [Fact]
    public void A_right_export_passes() => Assert.Empty(Failures.Of(() => Exporting((graph, distance) => graph.Score(distance))));

    [Fact]
    public void A_score_that_is_off() => Breaks("from the export, a batch; came", (graph, distance) => graph.Score(graph.Mul(distance, graph.Scalar(1.0001, OnnxElement.Float64))));

    [Fact]
    public void Another_role() => Breaks("expected the export to be read as anomaly-detector; it is read as density-estimator", (graph, distance) => graph.LogDensity(distance));

    [Fact]
    public void No_answer() => Failures.AreExactly(
        "export-equals-native export-is-deterministic", "it declares no answer", Failures.Of(() => Exporting((_, _) => { })));

    [Fact]
    public void Rounding_is_forgiven_where_only_the_order_is_promised()
    {
        Assert.Empty(Failures.Of(() => Exporting(Doubled, OnnxAgreement.Order)));
        Breaks("in the same order", (graph, distance) => graph.Score(graph.Neg(distance)), OnnxAgreement.Order);

        static void Doubled(OnnxGraphBuilder graph, OnnxTensor distance) => graph.Score(graph.Mul(distance, graph.Scalar(2, OnnxElement.Float64)));
    }

    [Fact]
    public void An_export_that_differs_each_time()
    {
        var count = 0;
        Failures.AreExactly("export-is-deterministic", "they differ", Failures.Of(() => Exporting((graph, distance) =>
        {
            graph.Score(graph.Mul(distance, graph.Scalar(1 + 3e-7 * Interlocked.Increment(ref count), distance.Element)));
        })));
    }

    private static void Breaks(string message, Action<OnnxGraphBuilder, OnnxTensor> write, OnnxAgreement agreement = OnnxAgreement.Values) =>
        Failures.AreExactly("export-equals-native", message, Failures.Of(() => Exporting(write, agreement)));

    // The graph is given the distance from the centre of the training rows, which is the right model's score.
    private static WrongDetector Exporting(Action<OnnxGraphBuilder, OnnxTensor> write, OnnxAgreement agreement = OnnxAgreement.Values) => new((rows, context) =>
    {
        var statistics = ColumnStatistics.Of(rows, context);
        return new Exportable(new CentreDistance(new SampleOptions()).Fit(rows, context), graph => write(graph, Distance(graph, statistics)), agreement);
    });

    private static OnnxTensor Distance(OnnxGraphBuilder graph, ColumnStatistics statistics)
    {
        var centred = graph.Sub(graph.Cast(graph.Rows, OnnxElement.Float64), graph.Constant(statistics.Means));
        return graph.Sqrt(graph.ReduceSumSquare(graph.Div(centred, graph.Constant(statistics.Spreads)), [1]));
    }

    private sealed class Exportable(IAnomalyModel right, Action<OnnxGraphBuilder> write, OnnxAgreement agreement) : IAnomalyModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => right.Features;

        public OnnxAgreement Agreement => agreement;

        public void Score(ReadOnlySpan<float> rows, Span<float> scores) => right.Score(rows, scores);

        public void WriteTo(OnnxGraphBuilder graph) => write(graph);
    }
}
