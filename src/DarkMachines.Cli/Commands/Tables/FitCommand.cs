using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
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
        var holdOut = new Option<double>("--hold-out") { Description = "Share of the rows to keep from the fit and to measure confidence levels, intervals and accuracy of the card on", HelpName = "SHARE" };
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
            Ctrl-C while a network is trained saves the best one so far, once an epoch is done, and exits with 1.

            Examples:
              darkmachines fit mahalanobis background.csv -o model.onnx
              darkmachines fit random-forest:trees=300 train.csv --labels class -o model.onnx
              darkmachines fit mlp:epochs=500 train.csv --labels class --checkpoint mlp.training -o mlp.onnx
              darkmachines fit ridge points.npz#x --labels points.npz#y -o surrogate.onnx
              darkmachines fit random-forest:out-of-bag=true scan.csv --labels allowed -o susy-ai.onnx
              darkmachines fit gradient-boosting scan.csv --labels xsec --as surrogate --log-values --hold-out 0.1 -o xsec.onnx
            """)
        {
            options.Algorithm, table, labels, holdOut, logValues, parameters, checkpoint, checkpointSeconds, output,
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
            var algorithm = entrant.Create();
            var (training, heldOut) = Measuring.Split(LabelledTable.Read(parsed.GetRequiredValue(table), parsed.GetValue(labels)).WithUnits(parsed.GetValue(parameters)), parsed.GetValue(holdOut), context.Seed);
            var kind = Fitting.KindOf(entrant, algorithm, options.Kind(parsed), training.Columns.Count > 0);
            if (parsed.GetValue(logValues))
            {
                algorithm = kind == ModelKind.Surrogate
                    ? new LogSurrogate((ISurrogate)algorithm)
                    : throw new UsageException("wrong-kind", $"'{entrant.Name}' is fitted as {kind.Word()}; logarithms are of a surrogate's values.", "Say --as surrogate, or leave out --log-values.");
            }

            var start = open.Time.GetTimestamp();
            var model = Fitting.Fit(entrant, algorithm, kind, training, options.Positive(parsed), context);
            var fitSeconds = open.Time.GetElapsedTime(start).TotalSeconds;
            var isStopped = context.Cancellation.IsCancellationRequested;
            var path = parsed.GetRequiredValue(output);
            var rows = kind == ModelKind.AnomalyDetector ? Fitting.Background(training, options.Positive(parsed)) : training.Rows;
            OnnxExport.Save(model, path, Card(entrant, rows, training.Name).Measured(model, training, heldOut, options.Positive(parsed)));
            Print(open, entrant, model, rows, path, fitSeconds);
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

    private static void Print(OpenSession session, Entrant entrant, IModel model, FeatureTable rows, string path, double seconds)
    {
        var bytes = new FileInfo(path).Length;
        if (session.IsJson)
        {
            session.Write(new JsonObject
            {
                ["model"] = path,
                ["algorithm"] = entrant.Name,
                ["options"] = entrant.Options.DeepClone(),
                ["rows"] = rows.RowCount,
                ["columns"] = model.Features.Count,
                ["fitSeconds"] = seconds,
                ["bytes"] = bytes,
            });
        }
        else
        {
            session.Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{entrant.Name} fitted to {rows.RowCount} rows of {model.Features.Count} columns in {seconds:g3} s; written to {path} ({bytes} bytes)."));
        }
    }
}
