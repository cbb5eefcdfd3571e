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
        var finding = Assert.Single(model.Findings, f => f.Code == "logits");
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains("regression", finding.Message, StringComparison.Ordinal);
    }

    [SharedFact("onnx", "data/susy/susyai_golden.csv")]
    public void The_SUSY_AI_network_answers_as_its_authors()
    {
        var expected = new Rows(SharedData.PathTo("data", "susy", "susyai_golden.csv"));
        using var model = Load("susyai_network");

        var answers = model.Predict(expected.Matrix(19));

        AssertClose(expected.Column("p_allowed"), answers, 1, 2);
    }

    [SharedTheory("onnx")]
    [InlineData("dm_astro_mixture", "'score_samples' ends in ReduceLogSumExp")]
    [InlineData("cardio_isolation_forest", "'scores' ends in Add after Neg")]
    [InlineData("cardio_autoencoder_torch", "'reconstruction' ends in Add after Mul")]
    [InlineData("mssm7_log_likelihood", "'log_likelihood' ends in Add after Mul")]
    public void What_is_no_classifier_is_refused_with_the_reason(string name, string reason)
    {
        var error = Assert.Throws<UserInputException>(() => Load(name));

        Assert.Equal("not-a-classifier", error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"classifier\"", error.Remedy, StringComparison.Ordinal);
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

    private static OnnxClassifier Load(string name) => OnnxImport.LoadClassifier(SharedData.PathTo("onnx", $"{name}.onnx"));

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
