namespace DarkMachines.Cli.Tests.Lhc;

public class PublishedBoardTests : WorkspaceTest
{
    private const string Results = "Signal,Model,Chan,AUC,1e-2,1e-3,1e-4\nx,m,1,0.91234,0.5,0.3,0.1\ny,m,1,0.81234,0.2,0.1,0.01\nx,n,1,0.7,0.2,0.05,0\ny,n,1,0.4,0.01,0,0\n";

    [Fact]
    public void The_board_of_published_tables_is_a_document_a_table_and_values()
    {
        Write("a.csv", Results);
        var document = Run("--json").Document;
        Assert.Equal(["m", "n"], document["results"]!.AsArray().Select(row => (string)row!["algorithm"]!));
        var best = document["results"]![0]!["metrics"]!;
        Assert.Equal((10 + 0.1 / Math.Sqrt(1e-3)) / 2, (double)best["total-improvement-median"]!["value"]!, 1e-12);
        Assert.Equal(1, (double)best["mean-rank-auc"]!["value"]!);
        Assert.Contains(document["audit"]!.AsArray(), finding => (string)finding!["code"]! == "area-below-half");

        Assert.Contains("area-below-half: n: in 1 of 2 rows", Run().Output, StringComparison.Ordinal);
        Assert.StartsWith("rank,algorithm,metric,value,low,high", Run("--format", "csv").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_made_elsewhere_are_graded_and_put_on_the_board()
    {
        Write("a.csv", Results);
        var random = new RandomStream(1);
        var lines = Enumerable.Range(0, 3000).Select(i => i < 2000 ? ("background", 0) : i < 2500 ? ("x", 2) : ("y", 1))
            .Select(event_ => FormattableString.Invariant($"1,{event_.Item1},{random.Normal() + event_.Item2}\n"));
        var scores = Write("scores.txt", "channel,signal,score\n" + string.Concat(lines));
        string[] submit = ["submit", "lhc-anomaly", scores, "--name", "my model", "-o", Path.Combine(Folder, "mine.csv")];
        var results = CliRun.InProcess([.. submit, "--json"]).Document["results"]!.AsArray();

        Assert.Equal(["all", "1/x", "1/y"], results.Select(row => (string)row!["task"]!));
        var auc = results[1]!["metrics"]!["auc"]!;
        Assert.InRange(0.921350, (double)auc["low"]!, (double)auc["high"]!);
        Assert.Null(results[1]!["metrics"]!["signal-efficiency-at-1e-3"]);
        Assert.Contains("2 background events: not resolved", results[1]!["findings"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("not resolved", CliRun.InProcess(submit).Output, StringComparison.Ordinal);

        var onBoard = Run("--json").Document["results"]!.AsArray().Single(row => (string)row!["algorithm"]! == "my model")!;
        Assert.Equal((double)results[0]!["metrics"]!["total-improvement-median"]!["value"]!, (double)onBoard["metrics"]!["total-improvement-median"]!["value"]!, 1e-12);
    }

    [Theory]
    [InlineData("channel,signal,score\n1,x,2\n", "needs background events of that channel")]
    [InlineData("channel,signal,score\n1,background,2\n", "have no signal events")]
    [InlineData("channel,signal,score\n1,background,2\n1,x,high\n", "line 3: the table has 'high' in column 'score'")]
    [InlineData("channel,signal,score,weight\n1,background,2,-1\n", "line 2: the table has '-1' in column 'weight'")]
    [InlineData("channel,signal,score\n4,background,2\n", "line 2: the table has the channel '4'")]
    [InlineData("channel,score\n1,2\n", "wrong is signal")]
    [InlineData(Results, "is a table of results, not of scores")]
    public void Wrong_score_files_are_told(string text, string message)
    {
        var run = CliRun.InProcess("submit", "lhc-anomaly", Write("scores.txt", text), "--name", "m");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_usage_is_told()
    {
        Assert.Equal((2, 2, 1), (
            CliRun.InProcess("leaderboard", "dm-astro", "--published", Folder).ExitCode,
            CliRun.InProcess("submit", "dm-astro", "a.csv", "--name", "m").ExitCode,
            CliRun.InProcess("leaderboard", "lhc-anomaly", "--published", Path.Combine(Folder, "none")).ExitCode));
        Write("a.csv", Results + "x,o,1,0.7,0.2,0.05\n");
        var run = Run("--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a.csv, line 6: the table has 6 columns", (string)run.Document["error"]!["message"]!, StringComparison.Ordinal);
    }

    private CliRun Run(params string[] arguments) => CliRun.InProcess(["leaderboard", "lhc-anomaly", "--published", Folder, .. arguments]);

    private string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
