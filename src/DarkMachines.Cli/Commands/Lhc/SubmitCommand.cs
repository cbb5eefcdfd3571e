using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges.LhcAnomaly.Published;
using DarkMachines.Cli.Output;
using DarkMachines.Statistics;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Lhc;

/// <summary><c>darkmachines submit lhc-anomaly SCORES… --name NAME</c>.</summary>
internal static class SubmitCommand
{
    public static Command Create(Session session)
    {
        var challenge = new Argument<string>("challenge") { Description = $"The challenge: {PublishedBoardOutput.Challenge}", HelpName = "CHALLENGE" };
        var files = new Argument<string[]>("scores") { Description = "CSV files with the columns channel, signal, score and, if events are weighted, weight; a line an event", HelpName = "SCORES", Arity = ArgumentArity.OneOrMore };
        var name = new Option<string>("--name") { Description = "Name of the model on boards", HelpName = "NAME", Required = true };
        var output = new Option<string?>("--output", "-o") { Description = "Result table to write; in the folder of the published tables it puts the model on their board", HelpName = "TABLE.csv" };
        var command = new Command(
            "submit",
            """
            Grade anomaly scores made elsewhere.

            Higher scores are more anomalous. Background events have 'background' in the column signal; a channel's background serves all its signals.

            Examples:
              darkmachines submit lhc-anomaly chan1.csv chan3.csv --name my-flow
              darkmachines submit lhc-anomaly scores.csv --name my-flow -o results/my-flow.csv
              darkmachines leaderboard lhc-anomaly --published results/
            """)
        {
            challenge, files, name, output,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var wanted = parsed.GetRequiredValue(challenge);
            if (wanted != PublishedBoardOutput.Challenge)
                throw new UsageException("no-submissions", $"Scores for '{wanted}' cannot be submitted.", $"Submit scores for {PublishedBoardOutput.Challenge}; other challenges rank what 'darkmachines run' runs.");
            var scores = SubmittedScores.Read(parsed.GetRequiredValue(files));
            var submission = Submission.Of(parsed.GetRequiredValue(name), scores, new FitContext(0, Environment.ProcessorCount, cancellation: open.Cancellation));
            if (parsed.GetValue(output) is { } path)
                Save(submission, path);
            if (open.IsJson)
                open.Write(Document(submission));
            else
                Print(open, submission);
            return 0;
        });
        return command;
    }

    private static void Save(Submission submission, string path)
    {
        try
        {
            using var writer = new StreamWriter(path);
            submission.WriteTable(writer);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("file-unwritable", $"The file '{path}' cannot be written: {exception.Message}", "Name a file in a folder that you may write.", exception);
        }
    }

    private static JsonObject Document(Submission submission)
    {
        var totals = new JsonObject
        {
            ["total-improvement-min"] = Value(submission.Improvement.Minimum),
            ["total-improvement-median"] = Value(submission.Improvement.Median),
            ["total-improvement-max"] = Value(submission.Improvement.Maximum),
        };
        if (submission.Resolved is { } resolved)
            totals["resolved-total-improvement-median"] = Value(resolved.Median);
        return new JsonObject
        {
            ["challenge"] = PublishedBoardOutput.Challenge,
            ["data"] = "submitted",
            ["results"] = new JsonArray([
                new JsonObject { ["task"] = "all", ["algorithm"] = submission.Name, ["source"] = "submitted", ["status"] = "ok", ["metrics"] = totals },
                .. submission.Grades.Select(item => Row(submission.Name, item))]),
        };
    }

    private static JsonObject Row(string name, SubmissionGrade item) => new()
    {
        ["task"] = $"{item.Channel}/{item.Signal}",
        ["algorithm"] = name,
        ["source"] = "submitted",
        ["status"] = "ok",
        ["metrics"] = new JsonObject(item.Grade.Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)Value(metric.Value)))),
        ["backgroundEvents"] = item.BackgroundEvents,
        ["signalEvents"] = item.SignalEvents,
        ["largestTie"] = item.Grade.LargestTie,
        ["findings"] = new JsonArray([.. Findings(item.Grade).Select(text => JsonValue.Create(text))]),
    };

    private static JsonObject Value(Estimate estimate)
    {
        var value = new JsonObject { ["value"] = estimate.Value };
        if (estimate.Low is { } low && estimate.High is { } high)
            (value["low"], value["high"]) = (low, high);
        return value;
    }

    private static IEnumerable<string> Findings(AnomalyGrade grade)
    {
        if (grade.IsReversed)
            yield return "area below one half: is the direction of the scores right?";
        if (grade.IsDegenerate)
            yield return Text($"{grade.LargestTie:0%} of the background has one score");
        foreach (var point in grade.Points)
        {
            var at = point.BackgroundEfficiency.ToString("0.#e-0", CultureInfo.InvariantCulture);
            if (!point.IsResolved)
                yield return Text($"{at} is {point.BackgroundPastCut:0.#} background events: not resolved");
            else if (point.IsTied)
                yield return Text($"{at} falls into equal scores: the efficiency is {point.TiedLow:0.####} to {point.TiedHigh:0.####}");
        }
    }

    private static void Print(OpenSession session, Submission submission)
    {
        var table = TextTable.Of("channel", "signal", "AUC", "at 1e-2", "at 1e-3", "at 1e-4", "max SI of resolved points", "of the curve", "");
        foreach (var item in submission.Grades)
        {
            table.AddRow(TextTable.Cells([
                item.Channel, item.Signal, Interval(item.Grade.Auc),
                .. item.Grade.Points.Select(point => point.IsResolved ? Interval(point.SignalEfficiency) : "not resolved"),
                Interval(item.Grade.ResolvedMaximum), Interval(item.Grade.CurveMaximum), string.Join("; ", Findings(item.Grade).Where(text => !text.EndsWith("not resolved", StringComparison.Ordinal)))]));
        }

        session.Tables.Write(table);
        var total = submission.Improvement;
        session.Tables.WriteLine(Text($"{submission.Name}: total improvement by the challenge's rule, all points taken as known: minimum {total.Minimum.Value:0.00}, median {Interval(total.Median)}, maximum {total.Maximum.Value:0.00}; median of resolved points {Interval(submission.Resolved?.Median)}. In brackets 95 % intervals."));
    }

    private static string Interval(Estimate? estimate) => estimate is null || !double.IsFinite(estimate.Value) ? ""
        : estimate is { Low: { } low, High: { } high } ? Text($"{estimate.Value:0.000} [{low:0.000}, {high:0.000}]")
        : Text($"{estimate.Value:0.000}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
