using DarkMachines.Challenges.Surrogates;
using DarkMachines.Challenges.Surrogates.Ainalysis;
using DarkMachines.Data.Slha;
using DarkMachines.Onnx;
using DarkMachines.Testing;

namespace DarkMachines.Challenges.Tests.Surrogates.Ainalysis;

public sealed class AinalysisFolderTests : IDisposable
{
    // A folder as a user makes it of PhenoAI's: the estimator exported, the rest as it was.
    private const string Configuration = """
        defaultid: toy
        type: classifier
        class: sklearnestimator
        output: exclusion
        classes: {0: excluded, 1: allowed}
        classifier.calibrated: False
        classifier.calibrate: True
        classifier.calibrate.bins: [0.125, 0.375, 0.625, 0.875]
        classifier.calibrate.values: [0.99, 0.7, 0.6, 0.97]
        filereader: [[MSOFT, 1], [AU, [3, 3]]]
        mapping: 0.1
        parameters: [[a, GeV, 0, 10], [b, unitless, -1, 1]]
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("darkmachines-").FullName;

    private string Folder => Path.Combine(_root, "toy");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(0.1f, "excluded", 0.99f)]
    [InlineData(0.3f, "excluded", 0.7f)]
    [InlineData(0.61f, "excluded", 0.6f)]
    [InlineData(0.63f, "allowed", 0.6f)]
    [InlineData(0.74f, "allowed", 0.6f)]
    [InlineData(0.76f, "allowed", 0.97f)]
    [InlineData(1f, "allowed", 0.97f)]
    public void The_level_is_the_value_of_the_nearest_bin(float output, string named, float level)
    {
        WriteToy();
        using var folder = AinalysisFolder.Load(Folder);
        var predictor = new Predictor(folder.Model, [null, null], card: folder.Card);
        var points = Predict(predictor, [output, 0]);
        var (decided, confidence) = predictor.Decide(points.Values);
        Assert.Equal((named, level), (predictor.Outputs[decided].Name, confidence));
    }

    [Fact]
    public void A_point_outside_is_moved_by_the_share_of_the_range()
    {
        WriteToy();
        using var folder = AinalysisFolder.Load(Folder);
        var predictor = new Predictor(folder.Model, [.. folder.Configuration.Parameters.Select(parameter => (ValidRange?)parameter.Range)], OutsideRule.Clamp, folder.Configuration.Mapping!.Value, folder.Card);
        Assert.Equal([9, -0.8f, 9.99f, 0.8f, 1, -0.95f], Predict(predictor, [12, -3, 9.99f, 2, -1, -0.95f]).Rows, (left, right) => Math.Abs(left - right) < 1e-6);
    }

    [Fact]
    public void Parameters_are_read_from_spectra_where_the_folder_says()
    {
        WriteToy();
        using var folder = AinalysisFolder.Load(Folder);
        var spectrum = SlhaFile.Parse(new StringReader("Block MSOFT\n 1 7.5\nBlock AU\n 3 3 -0.5\n"), "s");
        Assert.Equal([7.5, -0.5], folder.Parameters!.Read(spectrum));
        Assert.Equal(["There is no checksums.sfv: nothing tells whether the files are whole."], folder.Notes);
        Assert.Equal("toy", folder.Name);
    }

    [Fact]
    public void A_classifier_comes_back_as_it_was()
    {
        var random = new RandomStream(1);
        float[] probabilities = [.. Enumerable.Range(0, 5000).Select(_ => (float)random.Uniform())];
        bool[] truth = [.. probabilities.Select(p => random.Uniform() < p * p)];
        var curve = ConfidenceLevels.Of(probabilities, truth)!;
        var card = new ModelCard
        {
            Name = "a <b> & \"c\"",
            Description = "<script>alert(1)</script>",
            PositiveLabel = "excluded",
            Calibration = curve,
            Inputs = [new(new("a", "GeV")) { Range = new(0.1f, 1e-5f + 1) }, new(new("b")) { Range = new(-1e20f, 3) }],
        };
        var model = Save(new Toy(["a", "b"], ["excluded", "allowed"]), card);
        var set = new SlhaParameters(SlhaParameters.CurrentSchema, "s", "", [new("b", "AU", [3, 3]), new("a", "MSOFT", [1])]);
        Assert.Empty(AinalysisMaker.Write(model, Folder, set, mapping: 0.25));
        using var folder = AinalysisFolder.Load(Folder);
        Assert.Empty(folder.Notes);
        Assert.Equal([("MSOFT", "1"), ("AU", "3 3")], folder.Configuration.FileReader!.Select(entry => (entry.Block, string.Join(' ', entry.Switch))));
        Assert.Equal([new(0.1f, 1e-5f + 1), new(-1e20f, 3)], folder.Configuration.Parameters.Select(parameter => parameter.Range));
        Assert.Equal(0.25, folder.Configuration.Mapping);

        using var original = OnnxImport.Load(model);
        var (before, after) = (new Predictor(original, [null, null], card: original.Card), new Predictor(folder.Model, [null, null], card: folder.Card));
        Assert.Equal(before.Outputs.Select(output => output.Name), after.Outputs.Select(output => output.Name));
        Assert.Equal(before.Positive, after.Positive);
        float[] rows = [.. Enumerable.Range(0, 2 * 4000).Select(_ => (float)random.Uniform())];
        var (left, right) = (Predict(before, rows), Predict(after, rows));
        Assert.Equal(left.Values, right.Values);
        Assert.All(Enumerable.Range(0, 4000), i => Assert.Equal(before.Decide(left.Values.AsSpan(2 * i, 2)), after.Decide(right.Values.AsSpan(2 * i, 2))));

        var page = File.ReadAllText(Path.Combine(Folder, "about.html"));
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("a &lt;b&gt; &amp; &quot;c&quot;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_surrogate_comes_back_with_its_intervals()
    {
        var card = new ModelCard { Errors = new(true, [0.95f], [0.1f]), Inputs = [new(new("a")) { Range = new(0, 1) }] };
        var model = Save(new Double(), card);
        var notes = AinalysisMaker.Write(model, Folder, SlhaParameters.Load(SlhaParameters.DefaultName));
        Assert.Contains("reads tables only", Assert.Single(notes), StringComparison.Ordinal);
        using var folder = AinalysisFolder.Load(Folder);
        Assert.Null(folder.Parameters);
        var predictor = new Predictor(folder.Model, [null], card: folder.Card);
        Assert.Equal([new Feature("sigma", "pb")], predictor.Outputs);
        Assert.Equal(0.1f, predictor.Errors!.Quantiles[0]);
        Assert.Equal([1, 4], Predict(predictor, [0.5f, 2]).Values);
    }

    [Fact]
    public void What_tells_too_little_of_itself_is_not_written()
    {
        var model = Save(new Toy(["a", "b"], ["excluded", "allowed"]), new ModelCard());
        var set = SlhaParameters.Load(SlhaParameters.DefaultName);
        Assert.Equal("range-missing", Assert.Throws<UserInputException>(() => AinalysisMaker.Write(model, Folder, set)).Code);
        Assert.False(Directory.Exists(Folder));
        Assert.Equal("folder-not-empty", Assert.Throws<UserInputException>(() => AinalysisMaker.Write(Save(new Double(), new ModelCard { Inputs = [new(new("a")) { Range = new(0, 1) }] }), _root, set)).Code);
        Assert.Throws<UsageException>(() => AinalysisMaker.Write(model, Folder, set, mapping: 0.6));
    }

    [Theory]
    [InlineData("classes: {0: excluded, 1: allowed}", "classes: {0: excluded, 7: allowed}", "has the classes 0, 1, and configuration.yaml names 0: excluded, 7: allowed")]
    [InlineData(", [b, unitless, -1, 1]", "", "reads 2 columns, and configuration.yaml has 1 parameters")]
    [InlineData("[AU, [3, 3]]]", "function]", "must be a list of BLOCK and SWITCH")]
    public void A_configuration_that_does_not_fit_the_estimator_is_refused(string right, string wrong, string message)
    {
        var text = Configuration.Replace(right, wrong, StringComparison.Ordinal);
        WriteToy(right.StartsWith(", [b", StringComparison.Ordinal) ? text.Replace(", [AU, [3, 3]]", "", StringComparison.Ordinal) : text);
        Assert.Contains(message, Assert.Throws<UserInputException>(() => AinalysisFolder.Load(Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_estimator_of_Python_alone_is_refused_with_what_to_do()
    {
        WriteToy();
        File.Move(Path.Combine(Folder, "estimator.onnx"), Path.Combine(Folder, "estimator.pkl"));
        var error = Assert.Throws<UserInputException>(() => AinalysisFolder.Load(Folder));
        Assert.Equal("ainalysis-estimator", error.Code);
        Assert.Contains("estimator.pkl, which only Python reads", error.Message, StringComparison.Ordinal);
        Assert.Equal("ainalysis-missing", Assert.Throws<UserInputException>(() => AinalysisFolder.Load(_root)).Code);
    }

    [SharedFact("onnx/susyai_network.onnx")]
    public void The_network_of_SUSY_AI_answers_the_same_from_its_folder()
    {
        var model = SharedData.PathTo("onnx", "susyai_network.onnx");
        var set = SlhaParameters.Load(SlhaParameters.DefaultName);
        File.Copy(model, Path.Combine(_root, "n.onnx"));
        var inputs = string.Join(",", set.Parameters.Select(parameter => $$"""{"name": "{{parameter.Name}}"}"""));
        File.WriteAllText(Path.Combine(_root, "n.card.json"), $$"""{"schema": "{{ModelCard.Schema}}", "inputs": [{{inputs}}]}""");
        Assert.Empty(AinalysisMaker.Write(Path.Combine(_root, "n.onnx"), Folder, set));
        using var folder = AinalysisFolder.Load(Folder);
        using var original = (OnnxClassifier)OnnxImport.Load(model);
        var random = new RandomStream(3);
        float[] rows = [.. Enumerable.Range(0, 100).SelectMany(_ => set.Parameters.Select(p => (float)(p.Min!.Value + random.Uniform() * (p.Max!.Value - p.Min.Value))))];
        Assert.Equal(original.Probabilities(rows), ((IClassifierModel)folder.Model).Probabilities(rows));
        Assert.Equal("GeV", folder.Configuration.Parameters[0].Unit);
        Assert.Equal(19, folder.Parameters!.Parameters.Count);
    }

    private static PredictedPoints Predict(Predictor predictor, float[] rows)
    {
        var count = rows.Length / predictor.Parameters.Count;
        var points = predictor.Room(count);
        rows.CopyTo(points.Rows, 0);
        predictor.Predict(points, count);
        return points;
    }

    private void WriteToy(string configuration = Configuration)
    {
        Directory.CreateDirectory(Folder);
        File.Move(Save(new Toy(["a", "b"], ["0", "1"]), new ModelCard()), Path.Combine(Folder, "estimator.onnx"));
        File.WriteAllText(Path.Combine(Folder, "configuration.yaml"), configuration);
    }

    private string Save(IModel model, ModelCard card)
    {
        var path = Path.Combine(_root, "m.onnx");
        OnnxExport.Save(model, path, card);
        return path;
    }

    // The first parameter, cut to 0 … 1, is the probability of the second class.
    private sealed class Toy(string[] parameters, string[] classes) : IClassifierModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features { get; } = [.. parameters.Select(name => new Feature(name))];

        public IReadOnlyList<string> Classes => classes;

        public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph)
        {
            var p = graph.Clip(graph.Slice(graph.Rows, 1, 0, 1), 0, 1);
            graph.Probabilities(graph.Concat(1, graph.Sub(graph.Scalar(1), p), p));
        }
    }

    private sealed class Double : ISurrogateModel, IOnnxExportable
    {
        public IReadOnlyList<Feature> Features { get; } = [new("a")];

        public IReadOnlyList<Feature> Outputs { get; } = [new("sigma", "pb")];

        public IReadOnlyList<ValidRange> ValidRanges { get; } = [new(0, 1)];

        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties) => throw new NotSupportedException();

        public void WriteTo(OnnxGraphBuilder graph) => graph.Values(graph.Mul(graph.Rows, graph.Scalar(2)));
    }
}
