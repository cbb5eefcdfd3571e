using DarkMachines.Onnx.Format;
using static DarkMachines.Onnx.Tests.TestModel;

namespace DarkMachines.Onnx.Tests;

public sealed class ModelCardTests : IDisposable
{
    private const string Whole = """
        {
          "schema": "darkmachines/model-card/1",
          "name": "blazar or not",
          "description": "Separates two kinds of source.",
          "kind": "classifier",
          "inputs": [ { "name": "energy", "unit": "GeV" }, { "name": "curvature" }, { "name": "significance" } ],
          "trainedOn": "5662 sources",
          "licence": "MIT",
          "positiveLabel": "1"
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_card_is_read_beside_the_file_and_within_it(bool isWithin)
    {
        var model = Sigmoid();
        if (isWithin)
            model.MetadataProps.Add(new StringStringEntryProto { Key = ModelCard.MetadataKey, Value = Whole });
        else
            _folder.Write("model.card.json", "\uFEFF" + Whole);

        using var classifier = OnnxImport.LoadClassifier(_folder.Write(model));

        Assert.Equal("blazar or not", classifier.Card!.Name);
        Assert.Equal("5662 sources", classifier.Card.TrainedOn);
        Assert.True(classifier.HasFeatureNames);
        Assert.Equal([new Feature("energy", "GeV"), new Feature("curvature"), new Feature("significance")], classifier.Features);
    }

    [Fact]
    public void Each_thing_is_taken_from_the_card_beside_the_file_and_else_from_the_one_within_it()
    {
        var model = Sigmoid();
        model.MetadataProps.Add(new StringStringEntryProto { Key = ModelCard.MetadataKey, Value = Whole });
        _folder.Write("model.card.json", """{ "schema": "darkmachines/model-card/1", "name": "newer", "positiveLabel": "0" }""");

        using var classifier = OnnxImport.LoadClassifier(_folder.Write(model));

        Assert.Equal("newer", classifier.Card!.Name);
        Assert.Equal("0", classifier.PositiveClass);
        Assert.Equal("energy", classifier.Features[0].Name);
        Assert.Contains("by the card beside the file", classifier.Findings.Single(f => f.Code == "classes").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_names_the_classes_of_a_graph_without_labels()
    {
        _folder.Write("model.card.json", """{ "schema": "darkmachines/model-card/1", "classes": [ "astro", "dm" ], "positiveLabel": "dm" }""");

        using var classifier = OnnxImport.LoadClassifier(_folder.Write(Sigmoid()));

        Assert.Equal(["astro", "dm"], classifier.Classes);
        Assert.Equal("dm", classifier.PositiveClass);
    }

    [Fact]
    public void A_card_with_another_number_of_classes_is_refused()
    {
        _folder.Write("model.card.json", """{ "schema": "darkmachines/model-card/1", "classes": [ "a", "b", "c" ] }""");

        Assert.Equal("wrong-labels", Assert.Throws<UserInputException>(() => OnnxImport.LoadClassifier(_folder.Write(Sigmoid()))).Code);
    }

    [Fact]
    public void The_settings_win_over_the_cards()
    {
        _folder.Write("model.card.json", """{ "schema": "darkmachines/model-card/1", "kind": "anomaly-detector", "anomalous": "low" }""");
        var path = _folder.Write(Sigmoid());

        using var byCard = OnnxImport.Load(path);
        using var bySettings = OnnxImport.Load(path, new OnnxImportSettings { Anomalous = AnomalousSide.High });
        using var classifier = OnnxImport.Load(path, new OnnxImportSettings { Kind = ModelKind.Classifier });

        Assert.Equal(-Assert.IsType<OnnxDetector>(byCard).Scores(1, 2, 3)[0], Assert.IsType<OnnxDetector>(bySettings).Scores(1, 2, 3)[0]);
        Assert.IsType<OnnxClassifier>(classifier);
    }

    [Fact]
    public void A_surrogate_gets_its_ranges_and_the_names_of_its_values_from_the_card()
    {
        _folder.Write("model.card.json", """
            { "schema": "darkmachines/model-card/1", "kind": "surrogate", "outputs": [ { "name": "sigma", "unit": "pb" } ],
              "inputs": [ { "name": "m1", "unit": "GeV", "min": 0.5, "max": 4000 }, { "name": "m2", "min": -1, "max": 1 }, { "name": "mu" } ] }
            """);

        using var model = Assert.IsType<OnnxSurrogate>(OnnxImport.Load(_folder.Write(Linear(3, [1, 2, 3], [0], Matrix("linear", null, 1)))));

        Assert.Equal([new Feature("sigma", "pb")], model.Outputs);
        Assert.Equal(new ValidRange(0.5f, 4000), model.ValidRanges[0]);
        Assert.True(model.ValidRanges[2].Contains(float.MaxValue));
        Assert.Contains(model.Findings, f => f.Code == "unknown-range");
    }

    [Theory]
    [InlineData("{ \"schema\": \"darkmachines/model-card/1\",\n  \"name\": }", "line 2")]
    [InlineData("[]", "$ must be an object")]
    [InlineData("{}", "$.schema is ''")]
    [InlineData("""{ "schema": "darkmachines/model-card/2" }""", "$.schema is 'darkmachines/model-card/2'")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "kind": "oracle" }""", "$.kind is 'oracle'")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "license": "MIT" }""", "$.license is not in the schema")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "name": 3 }""", "$.name must be a text")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "name": "a", "name": "b" }""", "$.name is there twice")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "name": "\ud800" }""", "breaks the schema")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": {} }""", "$.inputs must be a list")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": [ { "name": "a" }, "b" ] }""", "$.inputs[1] must be an object")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": [ { "name": "a" }, { "name": "a" } ] }""", "$.inputs[1].name is 'a'")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": [ { "unit": "GeV" } ] }""", "$.inputs[0].name is ''")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "classes": "a" }""", "$.classes must be a list")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "classes": [ "a", 1 ] }""", "$.classes[1] must be a text")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "classes": [ "a", "a" ] }""", "$.classes has a text twice")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "anomalous": "left" }""", "$.anomalous is 'left'")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "passes": 0.5 }""", "$.passes must be a whole number")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "passes": 1e9 }""", "$.passes must be a whole number")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": [ { "name": "a", "spread": 0 } ] }""", "$.inputs[0].spread must be greater than zero")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": [ { "name": "a", "min": 1 } ] }""", "$.inputs[0].min and max go together")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": [ { "name": "a", "min": 2, "max": 1 } ] }""", "$.inputs[0].min and max go together")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "inputs": [ { "name": "a", "max": "9" } ] }""", "$.inputs[0].max must be a finite number")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "calibration": { "low": 1, "high": 0, "boundary": 0.5, "levels": [ 1 ] } }""", "$.calibration.low goes with high")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "calibration": { "low": 0, "high": 1, "boundary": 0.5, "levels": [ 1, 2 ] } }""", "$.calibration.levels must be")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "calibration": { "low": 0, "high": 1, "boundary": 0.5, "levels": [ "a" ] } }""", "$.calibration.levels[0] must be a finite number")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "errors": { "coverages": [ 1 ], "quantiles": [ 1 ] } }""", "$.errors.coverages must be numbers between 0 and 1")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "errors": { "coverages": [ 0.5 ], "quantiles": [ -1 ] } }""", "$.errors.quantiles must be numbers from 0")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "errors": { "relative": 1 } }""", "$.errors.coverages must be")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "errors": { "relative": 1, "coverages": [ 0.5 ], "quantiles": [ 1 ] } }""", "$.errors.relative must be true or false")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "accuracy": { "auc": "high" } }""", "$.accuracy.auc must be a finite number")]
    [InlineData("""{ "schema": "darkmachines/model-card/1", "accuracy": 1 }""", "$.accuracy must be an object")]
    public void An_error_in_a_card_gives_its_place(string card, string place)
    {
        _folder.Write("model.card.json", card);

        var error = Assert.Throws<UserInputException>(() => OnnxImport.LoadClassifier(_folder.Write(Sigmoid())));

        Assert.Equal("invalid-card", error.Code);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains("model.card.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_with_another_number_of_inputs_is_refused_with_both_numbers()
    {
        _folder.Write("model.card.json", Whole);
        var path = _folder.Write(Linear(2, [1, 1], [0], Matrix("p", null, 1), Node("Sigmoid", ["linear"], ["p"])));

        var error = Assert.Throws<UserInputException>(() => OnnxImport.LoadClassifier(path));

        Assert.Contains("names 3 inputs; the graph reads 2 columns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_gives_the_width_that_a_graph_leaves_open()
    {
        var model = Sigmoid();
        model.Graph.Input[0] = Matrix("x", null, null);
        _folder.Write("model.card.json", Whole);

        using var classifier = OnnxImport.LoadClassifier(_folder.Write(model));

        Assert.Equal(2, classifier.Predict(1, 2, 3).Length);
    }

    [Fact]
    public void Columns_are_found_by_name_where_the_card_names_them()
    {
        _folder.Write("model.card.json", Whole);
        using var classifier = OnnxImport.LoadClassifier(_folder.Write(Sigmoid()));
        var shuffled = Table(["significance", "label", "energy", "curvature"], 3, 9, 1, 2);

        Assert.Equal([1f, 2f, 3f], classifier.SelectInputs(shuffled).Values.ToArray());
        var error = Assert.Throws<UserInputException>(() => classifier.SelectInputs(Table(["energy", "index"], 1, 2)));
        Assert.Contains("lacks curvature, significance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_matched_by_position_where_nothing_names_them()
    {
        using var classifier = OnnxImport.LoadClassifier(_folder.Write(Sigmoid()));
        var table = Table(["a", "b", "c"], 1, 2, 3);

        Assert.Same(table, classifier.SelectInputs(table));
        var error = Assert.Throws<UserInputException>(() => classifier.SelectInputs(Table(["a", "b"], 1, 2)));
        Assert.Contains("reads 3 columns by position; the table has 2", error.Message, StringComparison.Ordinal);
    }

    private static FeatureTable Table(string[] names, params float[] values) =>
        new([.. names.Select(name => new Feature(name))], values);

    private static ModelProto Sigmoid() =>
        Linear(3, [1, 2, 3], [0], Matrix("p", null, 1), Node("Sigmoid", ["linear"], ["p"]));
}
