using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Statistics;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary><c>darkmachines evaluate ALGO --train TABLE --test TABLE</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Session session)
    {
        var options = new FitOptions();
        var train = new Option<string>("--train") { Description = "The rows to learn from: .csv, .npy or file.npz#array", HelpName = "TABLE", Required = true };
        var test = new Option<string>("--test") { Description = "The rows to grade on", HelpName = "TABLE", Required = true };
        var labels = new Option<string>("--labels") { Description = "The test rows' labels: a column of the table, or a file. Such a column is left out of the training rows too", HelpName = "COLUMN|FILE", Required = true };
        var trainLabels = new Option<string?>("--train-labels") { Description = "The training rows' labels; of a detector they leave the background rows. Without it a column that --labels names", HelpName = "COLUMN|FILE" };
        var command = new Command(
            "evaluate",
            """
            Try an algorithm, or a model, on tables of your own: fit to one, grade on the other.

            Examples:
              darkmachines evaluate mahalanobis --train background.csv --test mixed.csv --labels class
              darkmachines evaluate logistic-regression --train a.csv --test b.csv --labels class --json
              darkmachines evaluate ridge:alpha=0.1 --train d.npz#x --train-labels d.npz#y --test e.npz#x --labels e.npz#y
            """)
        {
            options.Algorithm, train, test, labels, trainLabels,
        };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var context = options.Context(parsed, open);
            var entrant = FitOptions.Resolve(open, parsed.GetRequiredValue(options.Algorithm));
            var (ofTest, ofTrain) = (parsed.GetRequiredValue(labels), parsed.GetValue(trainLabels));
            var graded = LabelledTable.Read(parsed.GetRequiredValue(test), ofTest);
            var training = ofTrain is not null ? LabelledTable.Read(parsed.GetRequiredValue(train), ofTrain)
                : Data.TableFile.Exists(ofTest) ? LabelledTable.Read(parsed.GetRequiredValue(train), null)
                : LabelledTable.Read(parsed.GetRequiredValue(train), ofTest, isOptional: true);
            var positive = options.Positive(parsed);

            var start = open.Time.GetTimestamp();
            var model = entrant.Fitted ?? Fit(ofTrain is not null);
            var fitSeconds = open.Time.GetElapsedTime(start).TotalSeconds;
            start = open.Time.GetTimestamp();
            var answers = Answers.Of(model, graded.Table);
            var scoreSeconds = open.Time.GetElapsedTime(start).TotalSeconds;
            var metrics = Grades.Of(model, answers, graded, positive);
            return Print(open, new Evaluation(entrant, training.Rows.RowCount, graded.Rows.RowCount, model.Features.Count, context.Threads, fitSeconds, scoreSeconds, PeakBytes(), metrics));

            IModel Fit(bool labelsAreForTraining)
            {
                var algorithm = entrant.Create();
                // A column of the test's labels says nothing of how a detector is to be trained.
                var unlabelled = training with { Columns = [] };
                var kind = Fitting.KindOf(entrant, algorithm, options.Kind(parsed), labelsAreForTraining || algorithm is not IAnomalyDetector ? training : unlabelled);
                var learnt = kind == Onnx.ModelKind.AnomalyDetector && !labelsAreForTraining ? unlabelled : training;
                return Fitting.Fit(entrant, algorithm, kind, learnt, positive, context);
            }
        });
        return command;
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static int Print(OpenSession session, Evaluation evaluation)
    {
        if (session.IsJson)
        {
            session.Write(evaluation.ToJson());
            return 0;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("metric", "value", "95 % interval");
        foreach (var (name, estimate) in evaluation.Metrics)
            table.AddRow(new Text(name), new Text(Text(estimate.Value)), new Text(estimate.Low is { } low && estimate.High is { } high ? $"{Text(low)} to {Text(high)}" : ""));
        session.Tables.Write(table);
        session.Tables.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{evaluation.Entrant.Name}: fitted to {evaluation.Rows} rows of {evaluation.Columns} columns in {evaluation.FitSeconds:g3} s on {evaluation.Threads} threads; {evaluation.TestRows} rows scored in {evaluation.ScoreSeconds:g3} s; peak memory {evaluation.PeakBytes / 1e6:f0} MB."));
        return 0;
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private sealed record Evaluation(
        Entrant Entrant, int Rows, int TestRows, int Columns, int Threads, double FitSeconds, double ScoreSeconds, long PeakBytes, IReadOnlyDictionary<string, Estimate> Metrics)
    {
        public JsonObject ToJson() => new()
        {
            ["algorithm"] = Entrant.Name,
            ["options"] = Entrant.Options.DeepClone(),
            ["rows"] = Rows,
            ["testRows"] = TestRows,
            ["columns"] = Columns,
            ["threads"] = Threads,
            ["fitSeconds"] = FitSeconds,
            ["scoreSeconds"] = ScoreSeconds,
            ["peakBytes"] = PeakBytes,
            ["metrics"] = new JsonObject(Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)Metric(metric.Value)))),
        };

        // What is not a number does not apply, and is absent.
        private static JsonObject Metric(Estimate estimate)
        {
            var metric = new JsonObject();
            foreach (var (name, value) in new[] { ("value", estimate.Value), ("low", estimate.Low), ("high", estimate.High) })
            {
                if (value is { } number && double.IsFinite(number))
                    metric[name] = number;
            }

            return metric;
        }
    }
}
