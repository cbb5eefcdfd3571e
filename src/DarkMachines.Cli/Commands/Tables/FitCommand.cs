using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Challenges.Surrogates;
using DarkMachines.Cli.Commands.Surrogates;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary><c>darkmachines fit ALGO TABLE -o model.onnx</c>.</summary>
internal static class FitCommand
{
    public static Command Create(Session session)
    {
        var options = new FitOptions();
        var table = new Argument<string>("table") { Description = "The rows to learn from: .csv, .npy or file.npz#array", HelpName = "TABLE" };
        var labels = new Option<string?>("--labels")
        {
            Description = "A column of the table, or a file: classes, or values for a surrogate (several columns with commas); of a detector the labels that leave the background",
            HelpName = "COLUMN|FILE",
        };
        var share = new Option<double>("--hold-out")
        {
            Description = "Share of the rows to keep from the fit and to measure accuracy, confidence levels and intervals of the card on; 0 fits to all. Without it a tenth for a classifier or surrogate, none if out-of-bag=true or fewer than 30 rows would be held out",
            HelpName = "SHARE",
        };
        var logValues = new Option<bool>("--log-values") { Description = "Learn the logarithms of a surrogate's values, which are positive" };
        var parameters = new Option<string?>("--parameters") { Description = "A set of parameters that tells the columns' units; without it one that ships is taken, if it names them all", HelpName = "NAME|FILE" };
        var output = new Option<string>("--output", "-o") { Description = "The model to write", HelpName = "MODEL.onnx", Required = true };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "A file to write a network's training to: the same command goes on from it if this one is ended; removed once the model is saved. Other algorithms ignore it",
            HelpName = "FILE",
        };
        var checkpointSeconds = new Option<double>("--checkpoint-seconds") { Description = "Least seconds between two checkpoints", HelpName = "S", DefaultValueFactory = _ => 60 };
        var command = new Command(
            "fit",
            """
            Fit an algorithm to a table of your own and save the model as an ONNX file.

            The file holds standard operators and a card with the columns: 'darkmachines score' reads it, as does any ONNX runtime.
            Accuracy and calibration of a classifier or surrogate are measured for the card, unless told otherwise on a tenth of the rows,
            at random, which the fit does not see; with out-of-bag=true on all of them. Tables of fewer than 300 rows are fitted whole.
            Ctrl-C while a network is trained saves the best one so far, once an epoch is done, and exits with 1.

            Examples:
              darkmachines fit mahalanobis background.csv -o model.onnx
              darkmachines fit random-forest:trees=300 train.csv --labels class -o model.onnx
              darkmachines fit mlp:epochs=500 train.csv --labels class --checkpoint mlp.training -o mlp.onnx
              darkmachines fit ridge points.npz#x --labels points.npz#y -o surrogate.onnx
              darkmachines fit random-forest:out-of-bag=true scan.csv --labels allowed -o susy-ai.onnx
              darkmachines fit gradient-boosting scan.csv --labels xsec --as surrogate --log-values -o xsec.onnx
              darkmachines fit mlp:epochs=500 train.csv --labels class --hold-out 0 -o all-rows.onnx
            """)
        {
            options.Algorithm, table, labels, share, logValues, parameters, checkpoint, checkpointSeconds, output,
        };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var seconds = parsed.GetValue(checkpointSeconds);
            if (!(seconds >= 0))
                throw new UsageException("invalid-option", FormattableString.Invariant($"--checkpoint-seconds is {seconds}; it is 0 or more."), "Choose such a number of seconds.");
            var context = options.Context(parsed, open, checkpoint: parsed.GetValue(checkpoint), checkpointSeconds: seconds, keepsBest: true);
            var entrant = FitOptions.Resolve(open, parsed.GetRequiredValue(options.Algorithm));
            if (entrant.Fitted is not null)
                throw new UsageException("already-fitted", $"'{entrant.Name}' is a fitted model.", "Name an algorithm; 'darkmachines algorithms' lists them.");
            var (algorithm, kind, holdOut) = Prepare(parsed, entrant, context.Seed);
            if (holdOut.Note is { } note)
                open.Tell(note);

            var start = open.Time.GetTimestamp();
            var model = Fit(entrant, algorithm, kind, holdOut, options.Positive(parsed), context);
            var fitSeconds = open.Time.GetElapsedTime(start).TotalSeconds;
            var isStopped = context.Cancellation.IsCancellationRequested;
            var path = parsed.GetRequiredValue(output);
            var rows = kind == ModelKind.AnomalyDetector ? Fitting.Background(holdOut.Training, options.Positive(parsed)) : holdOut.Training.Rows;
            var card = holdOut.Measure(Card(entrant, rows, holdOut.Training.Name), model, options.Positive(parsed));
            ModelOutput.Save(open, model, path, card);
            Print(open, entrant, model, rows, card, holdOut, path, fitSeconds);
            if (isStopped)
            {
                open.Tell("Stopped on request: the model is the best so far.");
                return 1;
            }

            if (context.Checkpoint is not null)
                File.Delete(context.Checkpoint);
            return 0;
        });
        return command;

        // The whole table is let go when this returns: where rows are held out it lies in memory twice only until then.
        (object Algorithm, ModelKind Kind, HoldOut Rows) Prepare(ParseResult parsed, Entrant entrant, ulong seed)
        {
            var algorithm = entrant.Create();
            var rows = LabelledTable.Read(parsed.GetRequiredValue(table), parsed.GetValue(labels)).WithUnits(parsed.GetValue(parameters));
            var kind = Fitting.KindOf(entrant, algorithm, options.Kind(parsed), rows);
            if (parsed.GetValue(logValues))
            {
                algorithm = kind == ModelKind.Surrogate
                    ? new LogSurrogate((ISurrogate)algorithm)
                    : throw new UsageException("wrong-kind", $"'{entrant.Name}' is fitted as {kind.Word()}; logarithms are of a surrogate's values.", "Say --as surrogate, or leave out --log-values.");
                _ = LogSurrogate.Logarithms(rows.Values());
            }

            double? asked = parsed.GetResult(share) is null ? null : parsed.GetValue(share);
            return (algorithm, kind, HoldOut.Of(rows, kind, asked, IsOutOfBag(entrant), seed));
        }
    }

    // What the model will have is known before the fit only by what the algorithm is asked for.
    private static bool IsOutOfBag(Entrant entrant) => entrant.Options["outOfBag"]?.GetValueKind() == JsonValueKind.True;

    private static IModel Fit(Entrant entrant, object algorithm, ModelKind kind, HoldOut holdOut, string? positive, FitContext context)
    {
        try
        {
            return Fitting.Fit(entrant, algorithm, kind, holdOut.Training, positive, context);
        }
        catch (UnusableDataException failure) when (holdOut.Rows is not null)
        {
            throw new UnusableDataException(failure.Message, $"{failure.Remedy} Rows are counted without those held out; with --hold-out 0 they are counted as in the table.", failure);
        }
    }

    private static ModelCard Card(Entrant entrant, FeatureTable rows, string source) => new()
    {
        Name = entrant.Name,
        Description = $"{entrant.Name} {entrant.Options.ToJsonString()}",
        Inputs = TrainingInputs.Of(rows),
        TrainedOn = Path.GetFileName(source),
        TrainingRows = rows.RowCount,
        DataHash = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(rows.Values))),
    };

    private static void Print(OpenSession session, Entrant entrant, IModel model, FeatureTable rows, ModelCard card, HoldOut holdOut, string path, double seconds)
    {
        var bytes = new FileInfo(path).Length;
        var isMeasured = card.Accuracy.TryGetValue("points", out var points);
        if (session.IsJson)
        {
            var document = new JsonObject
            {
                ["model"] = path,
                ["algorithm"] = entrant.Name,
                ["options"] = entrant.Options.DeepClone(),
                ["rows"] = rows.RowCount,
                ["columns"] = model.Features.Count,
                ["fitSeconds"] = seconds,
                ["bytes"] = bytes,
            };
            if (isMeasured)
                document["measured"] = new JsonObject { ["on"] = holdOut.Rows is null ? "out-of-bag" : "held-out", ["rows"] = points };
            session.Write(document);
        }
        else
        {
            var how = !isMeasured ? "not measured" : holdOut.Rows is null ? $"measured on {points} rows out of bag" : $"measured on {points} rows held out";
            session.Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{entrant.Name} fitted to {rows.RowCount} rows of {model.Features.Count} columns in {seconds:g3} s, {how}; written to {path} ({bytes} bytes)."));
        }
    }
}
