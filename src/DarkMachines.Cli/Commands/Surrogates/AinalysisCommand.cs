using System.CommandLine;
using System.Globalization;
using DarkMachines.Challenges.Surrogates.Ainalysis;
using DarkMachines.Data.Ainalysis;
using DarkMachines.Data.Slha;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary><c>darkmachines ainalysis write|check</c>: the folders in which PhenoAI keeps estimators.</summary>
internal static class AinalysisCommand
{
    public static Command Create(Session session) =>
        new("ainalysis", "Write and check AInalyses, the folders of PhenoAI; 'darkmachines predict' asks them") { Write(session), Check(session) };

    private static Command Write(Session session)
    {
        var model = new Argument<string>("model") { Description = "An ONNX file with a card: a classifier or a surrogate", HelpName = "MODEL.onnx" };
        var folder = Folder("The folder to write, new or empty");
        var parameters = new Option<string>("--parameters")
        {
            Description = $"Where the parameters stand in a spectrum: {string.Join(", ", SlhaParameters.ShippedNames)} or a file",
            HelpName = "NAME|FILE",
            DefaultValueFactory = _ => SlhaParameters.DefaultName,
        };
        var id = new Option<string?>("--id") { Description = "What it is called by default; without it as the model is", HelpName = "NAME" };
        var mapping = new Option<double?>("--mapping") { Description = "Move parameters outside their range to its edge, and this share of it further in, from 0 to 0.5", HelpName = "F" };
        var command = new Command(
            "write",
            """
            Write an AInalysis of an ONNX model: estimator.onnx, configuration.yaml, about.html and checksums.sfv.

            Names, ranges and calibrated levels of confidence are those of the model's card. Asked through the folder, the model
            answers the same.

            Examples:
              darkmachines ainalysis write susy-ai.onnx susy-ai/
              darkmachines ainalysis write susy-ai.onnx susy-ai/ --mapping 0.01 --id susy-ai
              darkmachines ainalysis write idm.onnx idm/ --parameters inert-doublet
            """)
        {
            model, folder, parameters, id, mapping,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var path = parsed.GetRequiredValue(folder);
            var notes = AinalysisMaker.Write(
                parsed.GetRequiredValue(model), path, SlhaParameters.Load(parsed.GetRequiredValue(parameters)), parsed.GetValue(id), parsed.GetValue(mapping));
            return Print(open, path, notes);
        });
        return command;
    }

    private static Command Check(Session session)
    {
        var folder = Folder("The folder");
        var renew = new Option<bool>("--renew") { Description = "Write checksums.sfv anew first, for a folder that you changed yourself" };
        var command = new Command(
            "check",
            """
            Check an AInalysis: checksums, every key of its configuration, and that the estimator fits it.

            Exit code 1 if it cannot be used; one sentence says why.

            Examples:
              darkmachines ainalysis check susy-ai/
              darkmachines ainalysis check susy-ai/ --json
              darkmachines ainalysis check susy-ai/ --renew
            """)
        {
            folder, renew,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var path = parsed.GetRequiredValue(folder);
            if (parsed.GetValue(renew) && AinalysisFolder.IsAt(path))
                AinalysisChecksums.Write(path);
            return Print(open, path, []);
        });
        return command;
    }

    private static Argument<string> Folder(string description) => new("folder") { Description = description, HelpName = "FOLDER" };

    private static int Print(OpenSession session, string path, IReadOnlyList<string> notes)
    {
        using var folder = AinalysisFolder.Load(path);
        notes = [.. notes, .. folder.Notes];
        if (session.IsJson)
        {
            session.Write(AinalysisDocument.Of(folder, notes));
            return 0;
        }

        var configuration = folder.Configuration;
        var output = session.Terminal.Output;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{folder.Name}, version {configuration.Version}: {(configuration.IsClassifier ? "classifier" : "regressor")} of '{configuration.Output}' in {configuration.Parameters.Count} parameters."));
        output.WriteLine(configuration.FileReader is null ? "It reads tables only."
            : configuration.Formats.Count == 0 ? "It reads spectra."
            : $"It reads spectra that end with {string.Join(" or ", configuration.Formats)}.");
        output.WriteLine(configuration.Mapping is { } share
            ? string.Create(CultureInfo.InvariantCulture, $"Parameters outside their range are moved to {share:g3} of the range within its edge.")
            : "Parameters outside their range are left there.");
        if (configuration.Calibration is { } calibration)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Levels of confidence are calibrated in {calibration.Bins.Count} bins."));
        foreach (var note in notes)
            output.WriteLine(note);
        output.WriteLine("The AInalysis can be used.");
        return 0;
    }
}
