using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Data;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary><c>darkmachines score MODEL TABLE -o scores.csv</c>.</summary>
internal static class ScoreCommand
{
    public static Command Create(Session session)
    {
        var model = new Argument<string>("model") { Description = "An ONNX model, with settings of its import", HelpName = "MODEL[:setting=value,...]" };
        var table = new Argument<string>("table") { Description = "The rows: .csv, .npy or file.npz#array", HelpName = "TABLE" };
        var output = new Option<string>("--output", "-o") { Description = "Where to write: .csv with a line a row, or .npy", HelpName = "SCORES", Required = true };
        var command = new Command(
            "score",
            """
            Ask a model about every row of a table.

            Detectors give a score, the higher the more anomalous; classifiers a probability a class; surrogates their values.
            Columns are taken by name where model and table have names, else by place.

            Examples:
              darkmachines score model.onnx events.csv -o scores.csv
              darkmachines score network.onnx:as=anomaly,direction=low events.npz#x -o scores.npy
            """)
        {
            model, table, output,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var path = parsed.GetRequiredValue(output);
            ScoreFile.RequireKind(path);
            var entrant = FitOptions.Resolve(open, parsed.GetRequiredValue(model));
            var fitted = entrant.Fitted ?? throw new UsageException(
                "not-fitted", $"'{entrant.Name}' is an algorithm, not a model.", "Fit it first with 'darkmachines fit', and score with the file.");
            var answers = Answers.Of(fitted, TableFile.ReadColumns(parsed.GetRequiredValue(table), [.. fitted.Features.Select(feature => feature.Name)]));
            ScoreFile.Write(path, answers);
            var rows = answers.Values.Length / answers.Names.Count;
            if (open.IsJson)
                open.Write(new JsonObject { ["model"] = entrant.Name, ["rows"] = rows, ["columns"] = new JsonArray([.. answers.Names.Select(name => JsonValue.Create(name))]), ["output"] = path });
            else
                open.Tell($"{rows} rows written to {path}.");
            return 0;
        });
        return command;
    }
}
