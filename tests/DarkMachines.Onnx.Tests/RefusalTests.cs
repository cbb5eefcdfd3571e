using DarkMachines.Onnx.Format;
using static DarkMachines.Onnx.Tests.TestModel;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx.Tests;

/// <summary>What an import refuses, and what the user can do about it.</summary>
public sealed class RefusalTests : IDisposable
{
    private const string ClassifierCard = """{ "schema": "darkmachines/model-card/1", "kind": "classifier" }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Logits_as_wide_as_the_input_may_be_a_reconstruction_unless_the_card_says_otherwise()
    {
        var path = _folder.Write(Linear(2, [1, 0, 0, 1], [0, 0], Matrix("linear", null, 2)));

        var error = Assert.Throws<UserInputException>(() => OnnxImport.LoadClassifier(path));
        _folder.Write("model.card.json", ClassifierCard);
        using var model = OnnxImport.LoadClassifier(path);

        Assert.Contains("is read as a reconstruction", error.Message, StringComparison.Ordinal);
        Assert.Equal(FindingSeverity.Information, model.Findings[0].Severity);
        Assert.Equal([0.5f, 0.5f], model.Predict(3, 3));
    }

    [Fact]
    public void A_card_of_another_kind_wins_over_the_graph()
    {
        var path = _folder.Write(Linear(2, [1, 1], [0], Matrix("linear", null, 1)));
        _folder.Write("model.card.json", """{ "schema": "darkmachines/model-card/1", "kind": "surrogate" }""");

        Assert.Contains("'surrogate'", Refusal(path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_card_calls_probabilities_must_be_some()
    {
        var path = _folder.Write(Linear(2, [1, 0, 0, 0, 1, 0], [0, 0, 0], Matrix("p", null, 3), Node("Relu", ["linear"], ["p"])));
        Assert.Equal("unrecognised-output", Refusal(path).Code);
        _folder.Write("model.card.json", ClassifierCard);
        using var model = OnnxImport.LoadClassifier(path);

        Assert.Equal([0.25f, 0.75f, 0], model.Predict(0.25f, 0.75f));
        foreach (var row in new[] { new[] { 0.2f, 0.7f }, [float.NaN, 0], [2f, -1f] })
        {
            var error = Assert.Throws<UserInputException>(() => model.Predict([0.5f, 0.5f, .. row]));
            Assert.Equal("not-probabilities", error.Code);
            Assert.Contains("for row 1", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_several_outputs_that_fit_one_must_be_named()
    {
        var model = Linear(3, [1, 2, 3, 4, 5, 6], [0, 0], Matrix("p", null, 2), Node("Softmax", ["linear"], ["p"]));
        model.Graph.Node.Add(Node("Sigmoid", ["linear"], ["s"]));
        model.Graph.Output.Add(Matrix("s", null, 2));
        var path = _folder.Write(model);

        using var named = OnnxImport.LoadClassifier(path, new OnnxImportSettings { Output = "p" });

        Assert.Equal("ambiguous-output", Refusal(path).Code);
        Assert.Equal("p", named.OutputName);
        Assert.Equal("unknown-output", Assert.Throws<UserInputException>(
            () => OnnxImport.LoadClassifier(path, new OnnxImportSettings { Output = "q" })).Code);
    }

    [Fact]
    public void An_answer_that_mixes_rows_is_refused()
    {
        var acrossRows = Linear(3, [1, 2, 3, 4, 5, 6], [0, 0], Matrix("p", null, 2), Node("Softmax", ["linear"], ["p"], "", Integer("axis", 0)));
        var oneForAll = Linear(
            3, [1, 2, 3, 4, 5, 6], [0, 0], Matrix("p", 1, 2),
            Node("ReduceMax", ["linear"], ["top"], "", Integers("axes", 0)),
            Node("Softmax", ["top"], ["p"]));

        Assert.Equal("unrecognised-output", Refusal(_folder.Write(acrossRows)).Code);
        Assert.Equal("wrong-output-shape", Refusal(_folder.Write(oneForAll)).Code);
    }

    [Fact]
    public void Inputs_other_than_columns_of_numbers_are_refused_with_what_was_found()
    {
        var twoBatches = Linear(3, [1, 2, 3], [0], Matrix("linear", null, 1));
        twoBatches.Graph.Input[0] = Matrix("x", 2, 3);
        twoBatches.Graph.Input.Add(Matrix("y", 1, 1));

        Assert.Contains("other numbers of rows", Refusal(_folder.Write(twoBatches)).Message, StringComparison.Ordinal);
        Assert.Contains("float32[?, 3, 8]", Refusal(_folder.Write(WithInput(Tensor("x", DataType.Float, null, 3, 8)))).Message, StringComparison.Ordinal);
        Assert.Contains("string[?, 3]", Refusal(_folder.Write(WithInput(Matrix("x", null, 3, DataType.String)))).Message, StringComparison.Ordinal);
        Assert.Contains("more than", Refusal(_folder.Write(WithInput(Matrix("x", long.MaxValue, long.MaxValue)))).Message, StringComparison.Ordinal);
        Assert.Equal("unknown-columns", Refusal(_folder.Write(WithInput(Matrix("x", null, null)))).Code);
    }

    [Fact]
    public void A_width_that_the_weights_do_not_have_is_refused() =>
        Assert.Equal("model-refused", Refusal(_folder.Write(WithInput(Matrix("x", null, 5)))).Code);

    [Fact]
    public void An_operator_that_does_not_exist_is_one_sentence()
    {
        var model = Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), Node("Sigmoid", ["odd"], ["p"]), Node("NoSuchOperator", ["linear"], ["odd"]));

        var error = Refusal(_folder.Write(model));

        Assert.Equal("model-refused", error.Code);
        Assert.Contains("NoSuchOperator", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_graph_that_runs_in_a_circle_is_refused()
    {
        var model = Linear(3, [1, 2, 3], [0], Matrix("a", null, 1), Node("Identity", ["b"], ["a"]), Node("Identity", ["a"], ["b"]));

        Assert.Equal("unrecognised-output", Refusal(_folder.Write(model)).Code);
    }

    [Fact]
    public void Weights_in_other_files_are_refused_wherever_they_are_named()
    {
        var outside = new TensorProto
        {
            Name = "w2",
            DataType = (int)DataType.Float,
            Dims = { 1 },
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData = { new StringStringEntryProto { Key = "location", Value = "../secret" } },
        };
        var asWeight = Linear(3, [1, 2, 3], [0], Matrix("linear", null, 1)).With(outside);
        var asAttribute = Linear(3, [1, 2, 3], [0], Matrix("linear", null, 1), Node("Constant", [], ["c"], "", new AttributeProto { Name = "value", T = outside }));

        Assert.Contains("../secret", Refusal(_folder.Write(asWeight)).Message, StringComparison.Ordinal);
        Assert.Equal("external-data", Refusal(_folder.Write(asAttribute)).Code);
    }

    [Fact]
    public void Labels_that_do_not_fit_the_columns_are_refused()
    {
        var model = Linear(
            3, [1, 2, 3, 4, 5, 6], [0, 0], SequenceOfMaps("zipped", DataType.Int64),
            Node("Softmax", ["linear"], ["p"]),
            Node("ZipMap", ["p"], ["zipped"], "ai.onnx.ml", Integers("classlabels_int64s", 0, 1, 2)));

        Assert.Equal("wrong-labels", Refusal(_folder.Write(model)).Code);
    }

    [Fact]
    public void Settings_outside_their_range_are_refused() =>
        Assert.Contains("'threads' is 0", Assert.Throws<UsageException>(
            () => OnnxImport.LoadClassifier("any.onnx", new OnnxImportSettings { Threads = 0 })).Message, StringComparison.Ordinal);

    private static ModelProto WithInput(ValueInfoProto input)
    {
        var model = Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), Node("Sigmoid", ["linear"], ["p"]));
        model.Graph.Input[0] = input;
        return model;
    }

    private static UserInputException Refusal(string path) =>
        Assert.Throws<UserInputException>(() => OnnxImport.LoadClassifier(path));
}
