using System.Globalization;
using DarkMachines.Data;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Tests.Surrogates;

/// <summary>Models whose cards say how sure they are: fitted, exported, asked.</summary>
public sealed class MeasuredModelTests : WorkspaceTest
{
    [Fact]
    public void A_forest_says_how_sure_it_is_and_is_right_as_often()
    {
        WriteClasses("train.csv", 3000, seed: 1);
        WriteClasses("test.csv", 3000, seed: 2);
        Run("fit", "random-forest:out-of-bag=true,trees=60", PathTo("train.csv"), "--labels", "allowed", "-o", PathTo("m.onnx"));
        using (var model = OnnxImport.Load(PathTo("m.onnx")))
        {
            var card = model.Card!;
            Assert.Equal(100, card.Calibration!.Levels.Count);
            Assert.Equal(3000, card.Accuracy["points"]);
            Assert.InRange(card.Accuracy["overall-accuracy"], 0.92, 0.98);
            Assert.InRange(card.Accuracy["auc"], 0.88, 0.99);
            Assert.All(card.Inputs, input => Assert.InRange(input.Range!.Value.Low, 0, 0.01));
        }

        Run("predict", PathTo("m.onnx"), PathTo("test.csv"), "-o", PathTo("p.csv"));
        var truth = TableFile.ReadColumns(PathTo("test.csv"), ["allowed"]).Values;
        var answers = TableFile.ReadColumns(PathTo("p.csv"), ["prediction", "confidence"]).Values;
        var sure = Enumerable.Range(0, 3000).Where(i => answers[2 * i + 1] >= 0.95f).ToArray();
        Assert.InRange(sure.Length, 1000, 2500);

        // One label in twenty of the heavier half is turned round: not even who knew the rule would be right more often than in 97 %.
        Assert.InRange(sure.Average(i => answers[2 * i] == truth[i] ? 1.0 : 0), 0.94, 1);
        Assert.InRange(Enumerable.Range(0, 3000).Average(i => answers[2 * i] == truth[i] ? 1.0 : 0), 0.92, 0.98);
    }

    [Theory]
    [InlineData("gradient-boosting:iterations=60", "--hold-out", "0.3")]
    [InlineData("random-forest:out-of-bag=true,trees=40", "--seed", "1")]
    public void Intervals_cover_what_they_promise(string algorithm, string option, string value)
    {
        WriteValues("train.csv", 2000, seed: 1);
        WriteValues("test.csv", 2000, seed: 2);
        Run("fit", algorithm, PathTo("train.csv"), "--labels", "xsec", "--as", "surrogate", "--log-values", option, value, "-o", PathTo("m.onnx"));
        Run("predict", PathTo("m.onnx"), PathTo("test.csv"), "-o", PathTo("p.csv"));
        var truth = TableFile.ReadColumns(PathTo("test.csv"), ["xsec"]).Values;
        var answers = TableFile.ReadColumns(PathTo("p.csv"), ["xsec", "xsec_low", "xsec_high"]).Values;
        var covered = Enumerable.Range(0, 2000).Average(i => answers[3 * i + 1] <= truth[i] && truth[i] <= answers[3 * i + 2] ? 1.0 : 0);

        // Within about four standard deviations of either sample; out-of-bag errors are a little too large.
        Assert.InRange(covered, 0.93, 0.98);
        Assert.All(Enumerable.Range(0, 2000), i => Assert.InRange(answers[3 * i], 1e-4f, 1e4f));
        using var model = OnnxImport.Load(PathTo("m.onnx"));
        Assert.True(model.Card!.Errors!.AreRelative);
        Assert.InRange(model.Card.Accuracy["mape"], 0.01, 0.3);
    }

    [Fact]
    public void Values_without_logarithm_are_refused()
    {
        File.WriteAllText(PathTo("t.csv"), "a,y\n1,2\n2,0\n3,1\n");
        var run = CliRun.InProcess("fit", "linear-regression", PathTo("t.csv"), "--labels", "y", "--log-values", "-o", PathTo("m.onnx"), "--json", "--workspace", Workspace);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Value 'y' of row 1 (counted from 0) is 0, which has no logarithm", (string)run.Document["error"]!["message"]!, StringComparison.Ordinal);
    }

    // Excluded if light, with one label in twenty of the others turned round.
    private void WriteClasses(string name, int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        File.WriteAllLines(PathTo(name), Enumerable.Range(0, rows).Select(_ =>
        {
            double a = random.Uniform(), b = random.Uniform(), c = random.Uniform();
            var isAllowed = a + b * b > 0.7 && random.Uniform() > 0.05;
            return string.Create(CultureInfo.InvariantCulture, $"{a:g6},{b:g6},{c:g6},{(isAllowed ? 1 : 0)}");
        }).Prepend("a,b,c,allowed"));
    }

    private void WriteValues(string name, int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        File.WriteAllLines(PathTo(name), Enumerable.Range(0, rows).Select(_ =>
        {
            double a = random.Uniform(), b = random.Uniform();
            var value = Math.Exp(8 * a - 4 + Math.Sin(5 * b) + 0.05 * random.Normal());
            return string.Create(CultureInfo.InvariantCulture, $"{a:g6},{b:g6},{value:g6}");
        }).Prepend("a,b,xsec"));
    }

    private string PathTo(string name) => Path.Combine(Folder, name);

    private void Run(params string[] arguments)
    {
        var run = CliRun.InProcess([.. arguments, "--workspace", Workspace]);
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
