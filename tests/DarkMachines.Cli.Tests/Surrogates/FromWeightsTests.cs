using System.Text.Json.Nodes;
using DarkMachines.Data;
using DarkMachines.Onnx;
using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests.Surrogates;

/// <summary>Published weights become ONNX files that answer as was published.</summary>
public sealed class FromWeightsTests : WorkspaceTest
{
    private string Model => Path.Combine(Folder, "m.onnx");

    [SharedTheory("data/susy/deepxs")]
    [InlineData("c1c1", 0.001)]
    [InlineData("n2n2", 0.0055)]
    public void Leading_order_times_K_is_one_file_with_its_measured_accuracy(string process, double mape)
    {
        var file = (string name) => SharedData.PathTo("data", "susy", "deepxs", $"{process}_{name}");
        Run("onnx", "from-weights", file("LO_weights.txt"), "--deepxs", process, "--factor", file("K_weights.txt"), "--test", file("test.csv"), "--labels", "NLO_true_pb", "-o", Model);
        using (var model = (OnnxSurrogate)OnnxImport.Load(Model))
        {
            Assert.Equal("pb", model.Outputs[0].Unit);
            Assert.Equal(["GeV", ""], new[] { model.Features[^1].Unit, model.Features[0].Unit });
            Assert.Equal(10_000, model.Card!.Accuracy["points"]);
            Assert.InRange(model.Card.Accuracy["mape"], 0.0001, mape);
            Assert.Equal(3, model.Card.Errors!.Quantiles.Count);
            Assert.Contains("SHA-256 of the weights", model.Card.Description, StringComparison.Ordinal);
        }

        var output = Path.Combine(Folder, "p.csv");
        Run("predict", Model, file("test.csv"), "-o", output);
        var published = TableFile.ReadColumns(file("test.csv"), ["NLO_pred_pb"]).Values;
        Assert.Equal(10_000, published.Length);
        Assert.All(published.Zip(TableFile.ReadColumns(output, ["nlo"]).Values), pair => Assert.Equal(1, pair.Second / pair.First, 1e-4));

        Run("onnx", "from-weights", file("LO_weights.txt"), "--deepxs", process, "-o", Model);
        Run("predict", Model, file("test.csv"), "-o", output);
        Assert.All(TableFile.ReadColumns(file("test.csv"), ["LO_pred_pb"]).Values.Zip(TableFile.ReadColumns(output, ["lo"]).Values), pair => Assert.Equal(1, pair.Second / pair.First, 1e-4));
    }

    [SharedFact("data/susy/susyai_weights.txt", "data/susy/susyai_golden.csv")]
    public void The_network_of_SUSY_AI_is_a_classifier_with_units_and_ranges()
    {
        var file = (string name) => SharedData.PathTo("data", "susy", $"susyai_{name}");
        Run("onnx", "from-weights", file("weights.txt"), "--scaling", file("ranges.csv"), "--classes", "excluded,allowed", "-o", Model);
        using (var model = (OnnxClassifier)OnnxImport.Load(Model))
        {
            Assert.Equal("allowed", model.PositiveClass);
            Assert.All(model.Card!.Inputs, input => Assert.NotNull(input.Range));
            Assert.Equal("GeV", model.Features[0].Unit);
        }

        var output = Path.Combine(Folder, "p.csv");
        Run("predict", Model, file("golden.csv"), "-o", output);
        Assert.All(TableFile.ReadColumns(file("golden.csv"), ["p_allowed"]).Values.Zip(TableFile.ReadColumns(output, ["p_allowed"]).Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [SharedFact("data/optimisation/mssm7_weights.txt")]
    public void A_likelihood_is_a_surrogate_with_ranges()
    {
        var file = (string name) => SharedData.PathTo("data", "optimisation", $"mssm7_{name}");
        Run("onnx", "from-weights", file("weights.txt"), "--scaling", file("scaling.csv"), "--value", "logL", "-o", Model);
        var output = Path.Combine(Folder, "p.csv");
        Run("predict", Model, file("golden.csv"), "-o", output);
        Assert.All(TableFile.ReadColumns(file("golden.csv"), ["logL"]).Values.Zip(TableFile.ReadColumns(output, ["logL"]).Values), pair => Assert.Equal(1, pair.Second / pair.First, 1e-4));
    }

    [Fact]
    public void A_network_of_ones_own_is_standardised_as_its_table_says()
    {
        // (a - 5) / (10 / √12) to 2 z + 1, and then 3 y + 4 of its output's own line, or softmax over two.
        var weights = Write("w.txt", "layer 1 1 linear\n2\n1\n");
        Run("onnx", "from-weights", weights, "--scaling", Write("s.csv", "parameter,mean,stdev,min,max\na,5,2,0,10\nvalue,4,3\n"), "--value", "y", "-o", Model);
        Assert.Equal(4 + 3 * (2 * 0.5 + 1), (double)Predict("a\n6\n")["prediction"]!["y"]!, 1e-5);

        Run("onnx", "from-weights", Write("c.txt", "layer 1 2 softmax\n0 2\n0 1\n"), "--scaling", Write("r.csv", "parameter,min,max,block\na,0,10,MASS\n"), "--positive", "1", "-o", Model);
        var logit = 2 * (6 - 5) / (10 / Math.Sqrt(12)) + 1;
        Assert.Equal(1 / (1 + Math.Exp(-logit)), (double)Predict("a\n6\n")["probabilities"]!["1"]!, 1e-6);
    }

    [Fact]
    public void A_card_beside_the_file_is_told_of()
    {
        var card = Write("m.card.json", """{ "schema": "darkmachines/model-card/1" }""");
        var run = CliRun.InProcess("onnx", "from-weights", Write("w.txt", "layer 1 1 linear\n2\n1\n"), "--scaling", Write("s.csv", "parameter,min,max\na,0,10\n"), "-o", Model, "--workspace", Workspace);
        Assert.Equal((0, $"The card '{card}' counts for more than the model's own; remove it, unless it is of this model."), (run.ExitCode, run.Error.Trim()));
    }

    [Theory]
    [InlineData("wrong-usage", 2)]
    [InlineData("invalid-option", 2, "--deepxs", "c2c2")]
    [InlineData("weights-malformed", 1, "--deepxs", "n2n2")]
    [InlineData("wrong-usage", 2, "--scaling", "s.csv", "--factor", "w.txt")]
    [InlineData("wrong-usage", 2, "--scaling", "s.csv", "--deepxs", "c1c1")]
    [InlineData("wrong-usage", 2, "--scaling", "s.csv", "--test", "s.csv")]
    [InlineData("wrong-kind", 2, "--scaling", "s.csv", "--classes", "a,b")]
    [InlineData("scaling-malformed", 1, "--scaling", "w.txt")]
    [InlineData("scaling-malformed", 1, "--scaling", "flat.csv")]
    [InlineData("file-unreadable", 1, "--scaling", "none.csv")]
    public void What_is_wrong_is_one_sentence(string code, int exitCode, params string[] options)
    {
        Write("w.txt", "layer 1 1 linear\n2\n1\n");
        Write("s.csv", "parameter,min,max\na,0,10\n");
        Write("flat.csv", "parameter,min,max\na,10,10\n");
        string[] arguments = [.. options.Select(option => option.Contains('.', StringComparison.Ordinal) ? Path.Combine(Folder, option) : option)];
        var run = CliRun.InProcess(["onnx", "from-weights", Path.Combine(Folder, "w.txt"), .. arguments, "-o", Model, "--json", "--workspace", Workspace]);
        Assert.Equal((exitCode, code), (run.ExitCode, (string)run.Document["error"]!["code"]!));
        Assert.False(File.Exists(Model));
    }

    private JsonNode Predict(string table) =>
        CliRun.InProcess("predict", Model, Write("points.csv", table), "--json", "--workspace", Workspace).Document["points"]![0]!;

    private string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private void Run(params string[] arguments)
    {
        var run = CliRun.InProcess([.. arguments, "--workspace", Workspace]);
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
