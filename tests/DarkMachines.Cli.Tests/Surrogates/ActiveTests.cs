using System.Globalization;
using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests.Surrogates;

public sealed class ActiveTests : WorkspaceTest
{
    private const string Box = """
        {"schema": "darkmachines/slha-parameters/1", "name": "box", "description": "two parameters", "parameters": [
          {"name": "a", "block": "B", "entry": [1], "min": 0, "max": 1}, {"name": "b", "block": "B", "entry": [2], "min": 0, "max": 1}]}
        """;

    [SharedFact("onnx/susyai_network.onnx")]
    public void A_model_is_asked_and_measured_by()
    {
        var run = Run("active", "logistic-regression", "--oracle", SharedData.PathTo("onnx", "susyai_network.onnx"),
            "--start", "300", "--step", "100", "--size", "500", "--candidates", "2000", "--test", "2000", "-o", PathTo("points.csv"), "--json");
        Assert.Equal(0, run.ExitCode);
        var steps = run.Document["steps"]!.AsArray();
        Assert.Equal([300, 400, 500], steps.Select(step => (int)step!["asked"]!));
        Assert.All(steps, step => Assert.InRange((double)step!["accuracy"]!, 0.55, 0.9));
        Assert.Equal(501, File.ReadLines(PathTo("points.csv")).Count());
        Assert.StartsWith("M1,M2,M3,", File.ReadLines(PathTo("points.csv")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_asked_once_about_each_point_and_its_failures_are_kept()
    {
        if (OperatingSystem.IsWindows())
            return;
        Write("box.json", Box);
        Write("point.txt", "{a} {b}\n");
        Write("simulate.sh", """read a b < "$1"; echo asked >> "$(dirname "$0")/log"; case "$b" in 0.1*) exit 1;; esac; awk -v a="$a" 'BEGIN { print (a > 0.5) ? "1" : "0" }'""");
        string[] command =
        [
            "active", "lda", "--program", $"/bin/sh {PathTo("simulate.sh")} {{input}}", "--template", PathTo("point.txt"), "--parameters", PathTo("box.json"),
            "--start", "20", "--step", "5", "--size", "30", "--candidates", "50", "-o", PathTo("points.csv"), "--json",
        ];
        var first = Run(command);
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(30, File.ReadLines(PathTo("log")).Count());
        var lines = File.ReadAllLines(PathTo("points.csv"));
        Assert.Equal("a,b,class,failure", lines[0]);
        Assert.All(lines.Skip(1).Select(line => line.Split(',')), cells =>
        {
            var hasFailed = cells[1].StartsWith("0.1", StringComparison.Ordinal);
            Assert.Equal(hasFailed ? "" : float.Parse(cells[0], CultureInfo.InvariantCulture) > 0.5 ? "1" : "0", cells[2]);
            Assert.Equal(hasFailed, cells[3].StartsWith("exit code 1", StringComparison.Ordinal));
        });

        // As if it had been ended after 12 answers, in the middle of the 13th.
        File.WriteAllText(PathTo("points.csv"), string.Join('\n', lines[..13]) + "\n0.5");
        var second = Run(command);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(48, File.ReadLines(PathTo("log")).Count());
        Assert.Equal(lines, File.ReadAllLines(PathTo("points.csv")));
    }

    [Fact]
    public void A_pool_with_labels_is_an_oracle()
    {
        Write("pool.csv", "a,b,class\n" + string.Join('\n', Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{i},{i * 7 % 50},{(i > 90 ? "yes" : "no")}"))));
        var run = Run("active", "lda", "--pool", PathTo("pool.csv"), "--labels", "class", "--start", "20", "--step", "10", "--size", "40", "-o", PathTo("points.csv"), "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(40, File.ReadLines(PathTo("points.csv")).Skip(1).Distinct().Count());
        Assert.Equal("a,b,class", File.ReadLines(PathTo("points.csv")).First());
        Assert.Equal(0, Run("fit", "lda", PathTo("points.csv"), "--labels", "class", "-o", PathTo("m.onnx")).ExitCode);
    }

    [Fact]
    public void A_committee_chooses_from_a_pool_is_measured_on_rows_kept_out_of_it_and_goes_on_where_it_was()
    {
        Write("pool.csv", Disc(300, stream: 1));
        string[] command =
        [
            "active", "random-forest:trees=10", "random-forest:trees=10", "lda", "--pool", PathTo("pool.csv"), "--labels", "class",
            "--start", "40", "--step", "50", "--size", "120", "--test", "100", "-o", PathTo("points.csv"), "--json",
        ];
        var first = Run(command);
        Assert.Equal(0, first.ExitCode);
        var steps = first.Document["steps"]!.AsArray();
        Assert.Equal([40, 90, 120], steps.Select(step => (int)step!["asked"]!));
        Assert.All(steps, step =>
        {
            var (precision, recall) = ((double)step!["precision"]!, (double)step["recall"]!);
            Assert.Equal(2 * precision * recall / (precision + recall), (double)step["f1"]!, 1e-12);
            Assert.InRange((double)step["brier"]!, 0.001, 0.25);
            Assert.InRange((double)step["log-loss"]!, 0.01, 1);
            Assert.InRange((double)step["auc"]!, 0.8, 1);
            Assert.InRange((double)step["accuracy"]!, 0.7, 1);
        });

        // The label beside each point is its own, and no point is one that it is measured by: 200 are left to choose from.
        var lines = File.ReadAllLines(PathTo("points.csv"));
        Assert.Subset(File.ReadLines(PathTo("pool.csv")).ToHashSet(), lines.Skip(1).ToHashSet());
        File.WriteAllText(PathTo("points.csv"), string.Join('\n', lines[..60]) + "\n0.5");
        var second = Run(command);
        Assert.Equal(first.Output, second.Output);
        Assert.Equal(lines, File.ReadAllLines(PathTo("points.csv")));
    }

    [Fact]
    public void A_table_to_test_on_has_labels_of_its_own()
    {
        Write("pool.csv", Disc(200, stream: 1));
        Write("test.csv", Disc(100, stream: 2).Replace("a,b,class", "b,a,truth", StringComparison.Ordinal));
        var run = Run("active", "random-forest:trees=10", "--pool", PathTo("pool.csv"), "--labels", "class", "--test", PathTo("test.csv"), "--test-labels", "truth",
            "--start", "100", "--size", "100", "-o", PathTo("points.csv"));
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"points\s+answered\s+accuracy\s+auc\s+brier\s+f1\s+log-loss\s+precision\s+recall", run.Output);
        Assert.Matches(@"100\s+100\s+0\.[89]", run.Output);
    }

    [Fact]
    public void A_fitted_model_labels_a_pool_without_labels_and_a_table_to_test_on()
    {
        Write("pool.csv", Disc(200, stream: 1));
        Assert.Equal(0, Run("fit", "random-forest:trees=10", PathTo("pool.csv"), "--labels", "class", "-o", PathTo("model.onnx")).ExitCode);
        Write("points.csv", string.Join('\n', Disc(300, stream: 2).Split('\n').Select(line => line[..line.LastIndexOf(',')])));
        var run = Run("active", "random-forest:trees=10", "--oracle", PathTo("model.onnx"), "--pool", PathTo("points.csv"), "--test", PathTo("points.csv"),
            "--start", "300", "--size", "300", "-o", PathTo("chosen.csv"), "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.InRange((double)run.Document["steps"]![0]!["accuracy"]!, 0.97, 1);
    }

    [Fact]
    public void What_one_algorithm_without_members_cannot_tell_is_named()
    {
        Write("pool.csv", Disc(200, stream: 1));
        var run = Run("active", "lda", "--pool", PathTo("pool.csv"), "--labels", "class", "--uncertainty", "divergence", "--start", "20", "--size", "40", "-o", PathTo("p.csv"), "--json");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("no-members", (string)run.Document["error"]!["code"]!);
    }

    [Theory]
    [InlineData("wrong-usage", "active", "lda", "--oracle", "m.onnx", "--program", "true", "-o", "p.csv")]
    [InlineData("wrong-usage", "active", "lda", "-o", "p.csv")]
    [InlineData("wrong-kind", "active", "ridge", "--pool", "t.csv", "-o", "p.csv")]
    [InlineData("unknown-parameters", "active", "lda", "--program", "true", "--template", "t", "--parameters", "none", "-o", "p.csv")]
    public void Wrong_usage_is_named(string code, params string[] arguments)
    {
        var run = Run([.. arguments, "--json"]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal(code, (string)run.Document["error"]!["code"]!);
    }

    // Within a disc or not.
    private static string Disc(int rows, ulong stream)
    {
        var random = new RandomStream(1, stream);
        return "a,b,class\n" + string.Join('\n', Enumerable.Range(0, rows).Select(_ =>
        {
            var (a, b) = ((float)random.Uniform(), (float)random.Uniform());
            return FormattableString.Invariant($"{a:R},{b:R},{(a * a + b * b < 0.6 ? "in" : "out")}");
        }));
    }

    private CliRun Run(params string[] arguments) => CliRun.InProcess([.. arguments, "--workspace", Workspace]);

    private string PathTo(string name) => Path.Combine(Folder, name);

    private void Write(string name, string text) => File.WriteAllText(PathTo(name), text);
}
