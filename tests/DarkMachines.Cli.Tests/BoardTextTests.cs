using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Cli.Output;
using DarkMachines.Hosting.Results;
using DarkMachines.Statistics;
using DarkMachines.Testing;

namespace DarkMachines.Cli.Tests;

/// <summary>Every form of the board, held in text files, in cultures that write numbers differently.</summary>
public class BoardTextTests
{
    private static readonly IChallenge Challenge = ChallengeCatalogue.All[0];

    [Theory]
    [InlineData("table", "")]
    [InlineData("table", "de-DE")]
    [InlineData("table", "fa-IR")]
    [InlineData("csv", "de-DE")]
    [InlineData("json", "de-DE")]
    [InlineData("candidates", "fa-IR")]
    public void A_board_reads_as_recorded(string format, string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Verify(format, Write(format));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Write(string format)
    {
        using StringWriter output = new();
        var console = new Terminal(output, TextWriter.Null).Tables();
        var rows = Board.Rank(Challenge, Results);
        if (format == "csv")
            BoardCsv.Write(output, "simulated", rows);
        else if (format == "json")
            CommandLine.WriteDocument(output, BoardDocument.Of(Challenge, "simulated", rows));
        else if (format == "candidates")
            CandidateTable.WriteCandidates(console, Results[0], Report, top: 2);
        else
            BoardTable.Write(console, Challenge, "simulated", rows);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static void Verify(string format, string actual)
    {
        var path = Path.Combine(SharedData.Repository, "tests", "DarkMachines.Cli.Tests", "Verified", $"{format}.txt");
        if (Environment.GetEnvironmentVariable("DARKMACHINES_RECORD_TEXT") == "1")
            File.WriteAllText(path, actual);
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static IReadOnlyList<TrialResult> Results { get; } =
    [
        Result("random-forest", [0.918, 0.921, 0.915, 0.919, 0.92]) with { Label = "trees=300", Options = new JsonObject { ["trees"] = 300, ["share"] = 0.5 } },
        Result("knn", [0.917, 0.922, 0.914, 0.92, 0.919]),
        Result("model.onnx", [0.86, 0.87, 0.86, 0.85, 0.86]) with { Note = "fitted elsewhere, on simulated rows", FitSeconds = null },
        Result("broken", []) with { Status = TrialStatus.Failed, Reason = "It \"broke\", badly.", Metrics = new Dictionary<string, Estimate>(), FitSeconds = null, ScoreSeconds = null, PeakBytes = null },
    ];

    private static CandidateReport Report { get; } = new(
        [0.5, 0.9],
        [new Estimate(162.25, 41.5), new Estimate(37, 28)],
        [new Candidate(7, "J1819.4-1102", 0.98765, 0.0123, [100, 99]), new Candidate(12, "J1741.3-3357", 0.5, 0.25, [50, 0]), new Candidate(3, "last", 0, 0, [0, 0])]);

    private static TrialResult Result(string name, double[] runs) => new()
    {
        Id = "id-" + name,
        Challenge = Challenge.Name,
        Version = Challenge.Version,
        Task = "4F",
        Algorithm = name,
        Options = [],
        CodeHash = "0",
        Source = "run",
        Seed = 1,
        Repeats = 1,
        DataHash = "0",
        Data = "simulated",
        Status = TrialStatus.Ok,
        Metrics = runs.Length == 0 ? new Dictionary<string, Estimate>() : new Dictionary<string, Estimate>
        {
            ["overall-accuracy"] = ResampledRuns.Mean(runs, Challenge.TestToTraining),
            ["true-negative-rate"] = new(0.9, 0.01),
            ["true-positive-rate"] = new(0.92, 0.01),
            ["auc"] = new(0.98, 0.001),
            ["log-loss"] = new(1234.5),
        },
        PrimaryRuns = runs,
        FitSeconds = 1234.5,
        ScoreSeconds = 0.25,
        PeakBytes = 123456789,
        Tool = "0.0.0",
        Machine = "none",
        Finished = DateTimeOffset.UnixEpoch,
    };
}
