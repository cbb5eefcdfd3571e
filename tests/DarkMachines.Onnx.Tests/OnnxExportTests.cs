using System.Text;

namespace DarkMachines.Onnx.Tests;

/// <summary>A fitted model written as a file and read back.</summary>
public sealed class OnnxExportTests : IDisposable
{
    private static readonly Feature[] Columns = [new("mass", "GeV", "Mass of the \"pair\"."), new("φ", "rad")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_classifier_comes_back_with_columns_and_classes()
    {
        var path = _folder.PathTo("m.onnx");
        OnnxExport.Save(new Classifier(), path);
        using var model = Assert.IsType<OnnxClassifier>(OnnxImport.Load(path));

        Assert.Equal(Columns, model.Features);
        Assert.Equal(["sky", "line"], model.Classes);
        Assert.Equal("line", model.PositiveClass);
        // The last operator but for the bounds is a sum after a matrix product, as that of logits would be.
        Approximately.Equal([0.25f, 0.75f, 0.5f, 0.5f], model.Predict(3, 9, 2, 9));
        Assert.All(model.Findings, finding => Assert.Equal(FindingSeverity.Information, finding.Severity));
    }

    [Fact]
    public void A_detector_comes_back_with_high_as_anomalous()
    {
        var path = _folder.PathTo("m.onnx");
        OnnxExport.Save(new Detector(), path, new ModelCard { Name = "d", TrainingRows = 12, DataHash = "ab", TrainedOn = "sky", Licence = "MIT", Anomalous = AnomalousSide.Low });
        using var model = Assert.IsType<OnnxDetector>(OnnxImport.Load(path));

        Approximately.Equal([3 * 9, 2], model.Scores(3, 9, 1, 2));
        Assert.Equal((12, "ab", "sky", "MIT", "d"), (model.Card!.TrainingRows, model.Card.DataHash, model.Card.TrainedOn, model.Card.Licence, model.Card.Name));
    }

    [Fact]
    public void A_surrogate_comes_back_with_values_and_ranges()
    {
        var path = _folder.PathTo("m.onnx");
        OnnxExport.Save(new Surrogate(), path);
        using var model = Assert.IsType<OnnxSurrogate>(OnnxImport.Load(path));

        Assert.Equal(new Surrogate().Outputs, model.Outputs);
        Assert.Equal(new Surrogate().ValidRanges, model.ValidRanges);
        Assert.DoesNotContain(model.Findings, finding => finding.Severity != FindingSeverity.Information);
    }

    [Fact]
    public void An_autoencoder_comes_back_with_spreads()
    {
        var path = _folder.PathTo("m.onnx");
        OnnxExport.Save(new Autoencoder(), path);
        using var model = Assert.IsType<OnnxReconstruction>(OnnxImport.Load(path));

        Assert.Equal([2f, 4f], model.Spreads.ToArray());
        Approximately.Equal([(1 + 4) / 2f], model.Scores(2, 8));
        Assert.DoesNotContain(model.Findings, finding => finding.Severity != FindingSeverity.Information);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_and_an_old_file_is_replaced()
    {
        var (first, second) = (_folder.PathTo("1.onnx"), _folder.Write("2.onnx", "an old file"));
        OnnxExport.Save(new Classifier(), first);
        OnnxExport.Save(new Classifier(), second);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(first)!).Length);
    }

    [Fact]
    public void The_card_is_plain_text_in_any_language()
    {
        var path = _folder.PathTo("m.onnx");
        OnnxExport.Save(new Classifier(), path);
        Assert.Contains("\"name\":\"φ\"", Encoding.UTF8.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_say_what_is_wrong()
    {
        Assert.Equal("not-exportable", Assert.Throws<UserInputException>(() => OnnxExport.Save(new Silent(), _folder.PathTo("m.onnx"))).Code);
        Assert.Equal("model-unwritable", Assert.Throws<UserInputException>(() => OnnxExport.Save(new Detector(), _folder.PathTo("no/m.onnx"))).Code);
        Assert.Equal("faulty-export", Assert.Throws<PluginException>(() => OnnxExport.Save(new Forgetful(), _folder.PathTo("m.onnx"))).Code);
        Assert.Empty(Directory.GetFiles(_folder.PathTo("")));
    }

    [Fact]
    public void More_constants_than_a_file_can_hold_are_refused()
    {
        var graph = new OnnxGraphBuilder(1);
        var tooMany = new bool[(1 << 30) + 1];
        graph.Constant(tooMany);
        Assert.Equal("model-too-large", Assert.Throws<UserInputException>(() => graph.Constant(tooMany)).Code);
    }

    private sealed class Classifier : IClassifierModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => Columns;

        public IReadOnlyList<string> Classes => ["sky", "line"];

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph)
        {
            var weights = graph.Constant([-0.25, 0.25, 0, 0], 2, 2);
            graph.Probabilities(graph.Add(graph.MatMul(graph.Cast(graph.Rows, OnnxElement.Float64), weights), graph.Constant([1.0, 0.0])));
        }
    }

    private sealed class Detector : IAnomalyModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => Columns;

        public void Score(ReadOnlySpan<float> rows, Span<float> scores) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph)
        {
            var columns = graph.Split(graph.Rows, [1, 1]);
            graph.Score(graph.Squeeze(graph.Mul(columns[0], columns[1]), 1));
        }
    }

    private sealed class Surrogate : ISurrogateModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => Columns;

        public IReadOnlyList<Feature> Outputs => [new("σ", "pb", "Cross-section."), new("width")];

        public IReadOnlyList<ValidRange> ValidRanges => [new(0, 0.1f), new(-3.25e-12f, 3e20f)];

        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph) => graph.Values(graph.Neg(graph.Rows));
    }

    private sealed class Autoencoder : IAnomalyModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => Columns;

        public void Score(ReadOnlySpan<float> rows, Span<float> scores) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph) => graph.Reconstruction(graph.Mul(graph.Rows, graph.Scalar(0)), [2f, 4f]);
    }

    private sealed class Forgetful : IOnnxExportable
    {
        public IReadOnlyList<Feature> Features => Columns;

        public void WriteTo(OnnxGraphBuilder graph) => graph.Neg(graph.Rows);
    }

    private sealed class Silent : IModel
    {
        public IReadOnlyList<Feature> Features => Columns;
    }
}
