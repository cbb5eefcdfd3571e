using DarkMachines.Onnx.Format;
using static DarkMachines.Onnx.Tests.TestModel;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx.Tests;

public sealed class OnnxClassifierTests : IDisposable
{
    private static readonly float[] SomeRows = [.. Enumerable.Range(0, 21).Select(i => 0.3f * (i % 5) - 0.5f)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Softmax_over_columns_log_softmax_and_plain_logits_give_the_same_probabilities()
    {
        using var softmax = Load(TwoColumns("Softmax"));
        using var logSoftmax = Load(TwoColumns("LogSoftmax"));
        using var logits = Load(TwoColumns("Identity"));

        var expected = softmax.Predict(SomeRows);

        Approximately.Equal(expected, logSoftmax.Predict(SomeRows));
        Approximately.Equal(expected, logits.Predict(SomeRows));
        Assert.Equal(FindingSeverity.Information, logSoftmax.Findings[0].Severity);
        Assert.Equal(FindingSeverity.Warning, logits.Findings[0].Severity);
    }

    [Fact]
    public void One_column_of_probabilities_or_logits_in_either_rank_gives_two_classes()
    {
        using var sigmoid = Load(Column(Matrix("p", null, 1), "Sigmoid"));
        using var logit = Load(Column(Matrix("p", null, 1), "Identity"));
        using var flat = Load(Column(Tensor("p", DataType.Float, (long?)null), "Squeeze"));

        var expected = sigmoid.Predict(SomeRows);

        Assert.Equal(["0", "1"], sigmoid.Classes);
        Assert.Equal("1", sigmoid.PositiveClass);
        Assert.Equal(1 / (1 + Math.Exp(-(SomeRows[0] - 2 * SomeRows[1] + 0.5 * SomeRows[2]))), expected[1], 1e-6);
        Approximately.Equal(expected, logit.Predict(SomeRows));
        Approximately.Equal(expected, flat.Predict(SomeRows));
        Approximately.Equal(expected[..2], flat.Predict(SomeRows[..3]));
    }

    [Fact]
    public void Logits_of_any_size_give_whole_probabilities()
    {
        using var one = Load(Column(Matrix("p", null, 1), "Identity"));
        using var two = Load(TwoColumns("Identity"));

        Assert.Equal([0, 1, 1, 0], one.Predict(1e30f, 0, 0, -1e30f, 0, 0));
        Assert.Equal([0, 1, 1, 0], two.Predict(-1e30f, 0, 0, 1e30f, 0, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Classes_with_words_for_labels_need_a_positive_one_by_name(bool isZipped)
    {
        var path = _folder.Write(TwoLabels(isZipped));

        var error = Assert.Throws<UserInputException>(() => OnnxImport.LoadClassifier(path));
        using var model = OnnxImport.LoadClassifier(path, new OnnxImportSettings { PositiveLabel = "astro" });

        Assert.Equal("unknown-positive-class", error.Code);
        Assert.Contains("'astro', 'dm'", error.Message, StringComparison.Ordinal);
        Assert.Contains("model.card.json", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(["astro", "dm"], model.Classes);
        Assert.Equal("astro", model.PositiveClass);
        Assert.Equal(isZipped ? "zipped" : "p", model.OutputName);
        Assert.Equal(1, model.Predict(1, 2, 3).Sum(), 1e-6);
        Assert.Equal("unknown-label", Assert.Throws<UserInputException>(
            () => OnnxImport.LoadClassifier(path, new OnnxImportSettings { PositiveLabel = "DM" })).Code);
    }

    [Fact]
    public void The_card_names_the_positive_class_and_the_settings_overrule_it()
    {
        var path = _folder.Write(TwoLabels(isZipped: true));
        _folder.Write("model.card.json", """{ "schema": "darkmachines/model-card/1", "positiveLabel": "dm" }""");

        using var byCard = OnnxImport.LoadClassifier(path);
        using var bySettings = OnnxImport.LoadClassifier(path, new OnnxImportSettings { PositiveLabel = "astro" });

        Assert.Equal("dm", byCard.PositiveClass);
        Assert.Equal("astro", bySettings.PositiveClass);
    }

    [Fact]
    public void Class_1_is_positive_wherever_it_stands_and_other_numbers_are_not_guessed_at()
    {
        using var model = Load(Labelled(3, TwoColumnWeights, Integers("classlabels_ints", 1, 0), 2));

        Assert.Equal(["1", "0"], model.Classes);
        Assert.Equal("1", model.PositiveClass);
        Assert.Equal("unknown-positive-class", Refusal(Labelled(3, TwoColumnWeights, Integers("classlabels_ints", -1, 1), 2)).Code);
    }

    [Fact]
    public void Of_three_classes_none_need_be_positive()
    {
        using var model = Load(Labelled(2, TwoColumnWeights, Texts("classlabels_strings", "a", "b", "c"), 3));

        Assert.Equal(["a", "b", "c"], model.Classes);
        Assert.Null(model.PositiveClass);
    }

    private static ModelProto Column(ValueInfoProto output, string last) =>
        Linear(3, [1, -2, 0.5f], [0], output, last == "Squeeze"
            ? Node(last, ["linear", "axes"], ["p"])
            : Node(last, ["linear"], ["p"])).With(new TensorProto { Name = "axes", DataType = (int)DataType.Int64, Dims = { 1 }, Int64Data = { 1 } });

    private static ModelProto TwoLabels(bool isZipped)
    {
        var labels = Texts("classlabels_strings", "astro", "dm");
        var model = Labelled(3, TwoColumnWeights, labels, 2);
        model.Graph.Output.Insert(0, Tensor("label", DataType.String, (long?)null));
        if (isZipped)
        {
            model.Graph.Node.Add(Node("ZipMap", ["p"], ["zipped"], "ai.onnx.ml", labels));
            model.Graph.Output[1] = SequenceOfMaps("zipped", DataType.String);
        }

        return model;
    }

    private OnnxClassifier Load(ModelProto model) => OnnxImport.LoadClassifier(_folder.Write(model));

    private UserInputException Refusal(ModelProto model) => Assert.Throws<UserInputException>(() => Load(model));
}
