using System.Text.Json;
using DarkMachines.Testing;

namespace DarkMachines.Onnx.Tests;

/// <summary>Each trap of an export, in a file that models/make_models.py wrote with the answers of Python.</summary>
public sealed class ExportedModelTests : IDisposable
{
    private static readonly JsonElement Expected = ReadExpected();
    private static readonly float[] SomeRows = [.. Expected.GetProperty("rows").EnumerateArray().SelectMany(Row)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("skl_string_labels", ModelKind.Classifier, "output_probability", "probabilities")]
    [InlineData("skl_autoencoder", ModelKind.Autoencoder, "reconstruction", "reconstruction")]
    [InlineData("skl_one_class_svm", ModelKind.AnomalyDetector, "scores", "low-is-anomalous")]
    [InlineData("skl_mixture", ModelKind.DensityEstimator, "probabilities", "log-density")]
    [InlineData("skl_regression_tree", ModelKind.Surrogate, "variable", "values")]
    [InlineData("input_per_column", ModelKind.Classifier, "probability", "many-inputs")]
    [InlineData("float64_input", ModelKind.Classifier, "probability", "float64-input")]
    [InlineData("torch_batch_of_one", ModelKind.Classifier, "probabilities", "fixed-batch")]
    [InlineData("torch_batch_of_four", ModelKind.Classifier, "probabilities", "fixed-batch")]
    [InlineData("torch_no_batch_axis", ModelKind.Classifier, "probabilities", "no-batch-axis")]
    [InlineData("torch_score_head", ModelKind.AnomalyDetector, "score", "high-is-anomalous")]
    [InlineData("external", ModelKind.Classifier, "probabilities", "external-data")]
    public void A_model_answers_as_in_Python_and_its_inspection_says_what_is_done(string name, ModelKind kind, string output, string finding)
    {
        var settings = new OnnxImportSettings { PositiveLabel = name == "skl_string_labels" ? "signal" : null };

        var inspection = OnnxInspection.Of(PathTo(name), settings);
        using var model = OnnxImport.Load(PathTo(name), settings);

        Assert.True(inspection.IsUsable);
        Assert.Equal((kind, output), (inspection.Kind, inspection.ScoreOutput));
        Assert.Equal((kind, output), (model.Kind, model.OutputName));
        Assert.Contains(inspection.Findings, f => f.Code == finding);
        Assert.Equal(model.Findings.Select(f => f.Message).Order(), inspection.Findings.Select(f => f.Message).Order());
        AssertAnswers(name, Answers(model, SomeRows), 1e-5);
    }

    [Fact]
    public void String_labels_need_a_positive_class_by_name()
    {
        var inspection = OnnxInspection.Of(PathTo("skl_string_labels"));

        Assert.False(inspection.IsUsable);
        var finding = Assert.Single(inspection.Findings, f => f.Severity == FindingSeverity.Error);
        Assert.Equal("unknown-positive-class", finding.Code);
        Assert.Contains("'background', 'signal'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("--positive", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_operators_are_refused_or_averaged_over_fixed_draws()
    {
        const int passes = 4000;
        var path = PathTo("torch_variational");
        var refusal = Assert.Throws<UserInputException>(() => OnnxImport.Load(path));
        using var model = Assert.IsType<OnnxReconstruction>(OnnxImport.Load(path, new OnnxImportSettings { Passes = passes }));
        using var again = Assert.IsType<OnnxReconstruction>(OnnxImport.Load(path, new OnnxImportSettings { Passes = passes }));

        var scores = model.Scores(SomeRows);

        Assert.Equal("random-operator", refusal.Code);
        Assert.Contains("RandomNormalLike", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--passes", refusal.Remedy, StringComparison.Ordinal);
        Assert.Equal(scores, again.Scores(SomeRows));
        Assert.Equal(scores[2], model.Scores(SomeRows[6..9])[0]);
        // The noise of a draw is of order one in a column of spread one to ten: its mean over 4000 is within a few percent.
        var expected = ExpectedAnswers("torch_variational");
        for (var i = 0; i < scores.Length; i++)
            Assert.Equal(expected[i], scores[i], 0.06 * (1 + expected[i]));
    }

    [Fact]
    public void One_input_a_column_is_matched_by_name()
    {
        using var model = OnnxImport.LoadClassifier(PathTo("input_per_column"));
        var table = new FeatureTable([new Feature("width"), new Feature("energy"), new Feature("count")], new float[] { 3, 1, 2 });

        Assert.Equal(["energy", "count", "width"], model.Features.Select(f => f.Name));
        Assert.Equal([1f, 2f, 3f], model.SelectInputs(table).Values.ToArray());
    }

    [Fact]
    public void A_missing_short_or_linked_weight_file_is_refused()
    {
        var path = _folder.Write("external.onnx", File.ReadAllBytes(PathTo("external")));
        var weights = File.ReadAllBytes(Path.ChangeExtension(PathTo("external"), ".weights"));

        Assert.Contains("is not there", Refusal(path).Message, StringComparison.Ordinal);
        var elsewhere = _folder.Write("elsewhere", weights);
        File.CreateSymbolicLink(_folder.PathTo("external.weights"), elsewhere);
        Assert.Contains("is a link", Refusal(path).Message, StringComparison.Ordinal);
        File.Delete(_folder.PathTo("external.weights"));
        _folder.Write("external.weights", weights[..20]);
        Assert.Contains("is too short", Refusal(path).Message, StringComparison.Ordinal);
    }

    private static UserInputException Refusal(string path)
    {
        var error = Assert.Throws<UserInputException>(() => OnnxImport.Load(path));
        Assert.Equal("external-data", error.Code);
        return error;
    }

    private static string PathTo(string name) =>
        Path.Combine(SharedData.Repository, "tests", "DarkMachines.Onnx.Tests", "models", $"{name}.onnx");

    private static JsonElement ReadExpected()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(PathTo("x"))!, "expected.json")));
        return document.RootElement.Clone();
    }

    private static float[] Answers(OnnxModel model, float[] rows)
    {
        switch (model)
        {
            case OnnxClassifier classifier:
                return classifier.Predict(rows);
            case OnnxSurrogate surrogate:
                var predictions = new float[rows.Length / 3 * surrogate.Outputs.Count];
                surrogate.Predict(rows, predictions, new float[predictions.Length]);
                return predictions;
            default:
                return ((IAnomalyModel)model).Scores(rows);
        }
    }

    private static void AssertAnswers(string name, float[] answers, double tolerance)
    {
        var expected = ExpectedAnswers(name);
        Assert.Equal(expected.Length, answers.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], answers[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    private static float[] ExpectedAnswers(string name) =>
        [.. Expected.GetProperty("answers").GetProperty(name).EnumerateArray().SelectMany(Row)];

    private static IEnumerable<float> Row(JsonElement row) => row.EnumerateArray().Select(value => value.GetSingle());
}
