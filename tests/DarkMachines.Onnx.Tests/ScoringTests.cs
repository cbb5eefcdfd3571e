using static DarkMachines.Onnx.Tests.TestModel;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx.Tests;

/// <summary>How rows get into a graph and answers out of it.</summary>
public sealed class ScoringTests : IDisposable
{
    private static readonly float[] SomeRows = [.. Enumerable.Range(0, 21).Select(i => 0.3f * (i % 5) - 0.5f)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData((int)DataType.Double, "float64-input")]
    [InlineData((int)DataType.Int64, "integer-input")]
    [InlineData((int)DataType.Int32, "integer-input")]
    public void Rows_are_converted_to_what_the_graph_reads(int type, string finding)
    {
        var plain = TwoColumns("Softmax");
        var converted = plain.Clone();
        converted.Graph.Input[0] = Matrix("x", null, 3, (DataType)type);
        converted.Graph.Node[0].Input[0] = "floats";
        converted.Graph.Node.Insert(0, Node("Cast", ["x"], ["floats"], "", Integer("to", (long)DataType.Float)));
        using var expected = Load(plain);
        using var model = Load(converted);

        Assert.Equal(expected.Predict(1, -2, 3), model.Predict(1, -2, 3));
        Assert.Contains(model.Findings, f => f.Code == finding);
    }

    [Fact]
    public void A_float64_output_is_read()
    {
        var model = TwoColumns("Softmax");
        using var expected = Load(model);
        model.Graph.Node[^1].Output[0] = "floats";
        model.Graph.Node.Add(Node("Cast", ["floats"], ["p"], "", Integer("to", (long)DataType.Double)));
        model.Graph.Output[0] = Matrix("p", null, 2, DataType.Double);
        using var actual = Load(model);

        Assert.Equal(expected.Predict(SomeRows), actual.Predict(SomeRows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void A_fixed_batch_is_filled_up(int batch)
    {
        var model = TwoColumns("Softmax");
        using var expected = Load(model);
        model.Graph.Input[0] = Matrix("x", batch, 3);
        model.Graph.Output[0] = Matrix("p", batch, 2);
        using var actual = Load(model);

        Approximately.Equal(expected.Predict(SomeRows), actual.Predict(SomeRows));
        Assert.Contains(actual.Findings, f => f.Code == "fixed-batch");
    }

    [Fact]
    public void No_rows_give_no_answers_and_spans_that_do_not_fit_are_refused()
    {
        using var model = Load(TwoColumns("Softmax"));

        Assert.Empty(model.Predict());
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(new float[4], new float[2]));
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(new float[3], new float[3]));
    }

    [Fact]
    public void A_disposed_model_says_so()
    {
        var model = Load(TwoColumns("Softmax"));
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Predict(1, 2, 3));
    }

    [Fact]
    public void Scoring_allocates_per_run_and_not_per_row()
    {
        using var model = Load(TwoColumns("Softmax"));
        var rows = new float[3 * 4096];
        var answers = new float[2 * 4096];
        model.PredictProbabilities(rows, answers);

        var before = GC.GetAllocatedBytesForCurrentThread();
        model.PredictProbabilities(rows, answers);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4000);
    }

    private OnnxClassifier Load(Format.ModelProto model) => OnnxImport.LoadClassifier(_folder.Write(model));
}
