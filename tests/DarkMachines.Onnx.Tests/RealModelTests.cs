using DarkMachines.Testing;

namespace DarkMachines.Onnx.Tests;

public class RealModelTests
{
    private const double Tolerance = 1e-5;

    [SharedTheory("onnx")]
    [InlineData("dm_astro_logistic_zipmap", "output_probability")]
    [InlineData("dm_astro_forest", "probabilities")]
    public void Scikit_learn_classifiers_answer_as_in_Python(string name, string output)
    {
        var expected = new Rows(SharedData.PathTo("onnx", $"{name}.expected.csv"));
        using var model = Load(name);

        var answers = model.Predict(expected.Matrix(4));

        Assert.Equal(output, model.OutputName);
        Assert.Equal(["0", "1"], model.Classes);
        Assert.Equal("1", model.PositiveClass);
        AssertClose(expected.Column("p0"), answers, 0, 2);
        AssertClose(expected.Column("p1"), answers, 1, 2);
        Assert.DoesNotContain(model.Findings, f => f.Severity == FindingSeverity.Warning);
    }

    [SharedFact("onnx")]
    public void A_PyTorch_logit_becomes_a_probability()
    {
        var expected = new Rows(SharedData.PathTo("onnx", "dm_astro_mlp_logit_torch.expected.csv"));
        using var model = Load("dm_astro_mlp_logit_torch");

        var answers = model.Predict(expected.Matrix(4));

        var probabilities = expected.Column("logit").Select(logit => (float)(1 / (1 + Math.Exp(-logit)))).ToArray();
        AssertClose(probabilities, answers, 1, 2);
        Assert.Equal(FindingSeverity.Information, Assert.Single(model.Findings, f => f.Code == "logits").Severity);
    }

    [SharedFact("onnx", "data/susy/susyai_golden.csv")]
    public void The_SUSY_AI_network_answers_as_its_authors()
    {
        var expected = new Rows(SharedData.PathTo("data", "susy", "susyai_golden.csv"));
        using var model = Load("susyai_network");

        var answers = model.Predict(expected.Matrix(19));

        AssertClose(expected.Column("p_allowed"), answers, 1, 2);
    }

    [SharedFact("onnx")]
    public void Scikit_learn_scores_are_turned_round_and_keep_their_order()
    {
        var expected = new Rows(SharedData.PathTo("onnx", "cardio_isolation_forest.expected.csv"));
        using var model = Assert.IsType<OnnxDetector>(OnnxImport.Load(PathTo("cardio_isolation_forest")));

        var scores = model.Scores(expected.Matrix(21));

        AssertClose([.. expected.Column("decision").Select(decision => -decision)], scores, 0, 1);
        Assert.Equal("scores", model.OutputName);
        Assert.Contains(model.Findings, f => f.Code == "low-is-anomalous");
    }

    [SharedFact("onnx")]
    public void A_mixture_gives_its_log_density()
    {
        var expected = new Rows(SharedData.PathTo("onnx", "dm_astro_mixture.expected.csv"));
        using var model = Assert.IsType<OnnxDensity>(OnnxImport.Load(PathTo("dm_astro_mixture")));
        var rows = expected.Matrix(4);
        var densities = new float[expected.Count];

        model.LogDensity(rows, densities);

        AssertClose(expected.Column("log_density"), densities, 0, 1);
        AssertClose([.. expected.Column("log_density").Select(density => -density)], model.Scores(rows), 0, 1);
        Assert.Equal("score_samples", model.OutputName);
    }

    [SharedFact("onnx")]
    public void A_reconstruction_is_scored_by_its_error_in_units_of_the_training_spread()
    {
        var expected = new Rows(SharedData.PathTo("onnx", "cardio_autoencoder_torch.expected.csv"));
        using var model = Assert.IsType<OnnxReconstruction>(OnnxImport.Load(PathTo("cardio_autoencoder_torch")));
        var rows = expected.Matrix(21);
        var restored = new float[rows.Length];

        model.Reconstruct(rows, restored);
        var scores = model.Scores(rows);

        for (var i = 0; i < 21; i++)
            AssertClose(expected.Column(FormattableString.Invariant($"reconstruction{i}")), restored, i, 21);
        for (var row = 0; row < expected.Count; row++)
        {
            var error = Enumerable.Range(row * 21, 21).Average(i => Math.Pow((rows[i] - (double)restored[i]) / model.Spreads[i % 21], 2));
            Assert.Equal(error, scores[row], 1e-6 * (1 + error));
        }

        Assert.DoesNotContain(model.Findings, f => f.Severity == FindingSeverity.Warning);
    }

    [SharedFact("onnx", "data/optimisation/mssm7_golden.csv")]
    public void The_MSSM7_network_predicts_as_its_authors()
    {
        var expected = new Rows(SharedData.PathTo("data", "optimisation", "mssm7_golden.csv"));
        using var model = Assert.IsType<OnnxSurrogate>(OnnxImport.Load(PathTo("mssm7_log_likelihood")));
        var (predictions, uncertainties) = (new float[expected.Count], new float[expected.Count]);

        model.Predict(expected.Matrix(12), predictions, uncertainties);

        var logL = expected.Column("logL");
        for (var i = 0; i < logL.Length; i++)
            Assert.Equal(logL[i], predictions[i], 1e-5 * Math.Max(1, Math.Abs(logL[i])));
        Assert.All(uncertainties, uncertainty => Assert.True(float.IsNaN(uncertainty)));
        Assert.Equal("log_likelihood", Assert.Single(model.Outputs).Name);
    }

    [SharedTheory("onnx")]
    [InlineData("dm_astro_mixture")]
    [InlineData("cardio_isolation_forest")]
    [InlineData("cardio_autoencoder_torch")]
    [InlineData("mssm7_log_likelihood")]
    public void What_is_no_classifier_is_not_loaded_as_one(string name) =>
        Assert.Equal("not-a-classifier", Assert.Throws<UserInputException>(() => Load(name)).Code);

    [SharedTheory("onnx")]
    [InlineData("cardio_isolation_forest", 21)]
    [InlineData("cardio_autoencoder_torch", 21)]
    [InlineData("dm_astro_mixture", 4)]
    public void A_row_has_the_same_score_to_the_bit_alone_and_in_any_batch(string name, int columns)
    {
        using var model = OnnxImport.Load(PathTo(name));
        var detector = (IAnomalyModel)model;
        var rows = RandomRows(1000, columns);
        var whole = detector.Scores(rows);

        foreach (var size in new[] { 1, 2, 7, 513 })
        {
            for (var start = 0; start + size <= 1000; start += 101)
                Assert.Equal(whole[start..(start + size)], detector.Scores(rows[(start * columns)..((start + size) * columns)]));
        }
    }

    [SharedTheory("onnx")]
    [InlineData("dm_astro_logistic_zipmap", ModelKind.Classifier, "output_probability", AnomalousSide.High)]
    [InlineData("dm_astro_forest", ModelKind.Classifier, "probabilities", AnomalousSide.High)]
    [InlineData("dm_astro_mixture", ModelKind.DensityEstimator, "score_samples", AnomalousSide.Low)]
    [InlineData("dm_astro_mlp_logit_torch", ModelKind.Classifier, "logit", AnomalousSide.High)]
    [InlineData("cardio_isolation_forest", ModelKind.AnomalyDetector, "scores", AnomalousSide.Low)]
    [InlineData("cardio_autoencoder_torch", ModelKind.Autoencoder, "reconstruction", AnomalousSide.High)]
    [InlineData("susyai_network", ModelKind.Classifier, "allowed_probability", AnomalousSide.High)]
    [InlineData("mssm7_log_likelihood", ModelKind.Surrogate, "log_likelihood", null)]
    public void An_inspection_needs_no_flag(string name, ModelKind kind, string output, AnomalousSide? direction)
    {
        var inspection = OnnxInspection.Of(PathTo(name));

        Assert.True(inspection.IsUsable);
        Assert.Equal((kind, output, direction), (inspection.Kind, inspection.ScoreOutput, inspection.ScoreDirection));
        Assert.DoesNotContain(inspection.Operators, o => o.Status is OperatorStatus.Missing or OperatorStatus.Unknown);
    }

    [SharedTheory("onnx")]
    [InlineData("dm_astro_logistic_zipmap", 4)]
    [InlineData("dm_astro_forest", 4)]
    [InlineData("dm_astro_mlp_logit_torch", 4)]
    [InlineData("susyai_network", 19)]
    public void A_row_has_the_same_answer_to_the_bit_alone_and_in_any_batch(string name, int columns)
    {
        using var model = Load(name);
        var rows = RandomRows(5000, columns);
        var whole = model.Predict(rows);

        foreach (var size in new[] { 1, 2, 7, 4097 })
        {
            for (var start = 0; start + size <= 5000; start += 101)
            {
                var part = model.Predict(rows[(start * columns)..((start + size) * columns)]);
                Assert.Equal(whole[(start * 2)..((start + size) * 2)], part);
            }
        }
    }

    [SharedTheory("onnx")]
    [InlineData("dm_astro_forest", 4)]
    [InlineData("susyai_network", 19)]
    public void Eight_threads_get_the_same_bytes_from_one_model(string name, int columns)
    {
        using var model = Load(name);
        var rows = RandomRows(3000, columns);
        var expected = model.Predict(rows);

        var answers = new float[8][];
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() => answers[i] = model.Predict(rows))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());

        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [SharedFact("onnx")]
    public void A_file_tells_what_it_holds()
    {
        var file = OnnxFile.Read(SharedData.PathTo("onnx", "dm_astro_logistic_zipmap.onnx"));

        Assert.Equal("skl2onnx 1.13.1", file.Producer);
        Assert.Equal(8, file.IrVersion);
        Assert.Equal([new OnnxOpset("ai.onnx", 9), new OnnxOpset("ai.onnx.ml", 1)], file.Opsets);
        Assert.Equal("X: float32[?, 4]", Assert.Single(file.Inputs).ToString());
        Assert.Equal("output_probability: sequence(map(int64, float32))", file.Outputs[1].ToString());
        Assert.Contains(new OnnxOperator("ai.onnx.ml", "ZipMap", 1), file.Operators);
        Assert.Matches("^[0-9a-f]{64}$", file.Sha256);
    }

    private static OnnxClassifier Load(string name) => OnnxImport.LoadClassifier(PathTo(name));

    private static string PathTo(string name) => SharedData.PathTo("onnx", $"{name}.onnx");

    private static float[] RandomRows(int count, int columns)
    {
        var random = new RandomStream(seed: 7);
        return [.. Enumerable.Range(0, count * columns).Select(_ => (float)random.Normal())];
    }

    private static void AssertClose(float[] expected, float[] answers, int column, int columns)
    {
        Assert.Equal(expected.Length * columns, answers.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], answers[i * columns + column], Tolerance);
    }
}
