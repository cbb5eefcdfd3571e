using System.CommandLine;
using DarkMachines.Cli.Commands.Surrogates;
using DarkMachines.Cli.Output;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines onnx inspect MODEL</c>, and where <c>onnx from-weights</c> hangs.</summary>
internal static class OnnxCommand
{
    public static Command Create(Session session)
    {
        var model = new Argument<string>("model") { Description = "An ONNX file", HelpName = "MODEL" };
        Option<string>[] settings =
        [
            Setting("as", "What the model does: anomaly, density, classifier, autoencoder or surrogate", "KIND"),
            Setting("output", "Name of the output to read", "NAME"),
            Setting("positive", "Name of the class that counts as positive", "LABEL"),
            Setting("direction", "Which values of the output are anomalous: low or high", "SIDE"),
            Setting("passes", "Runs to average a model with random operators over", "N"),
        ];
        var inspect = new Command(
            "inspect",
            """
            Explain an ONNX file without running it: what it is, how rows go in, which output is read as what, and every trap.

            What the flags say counts for more than the model card beside the file (NAME.card.json), that for more than the
            card within the file, and that for more than what is recognised. Exit code 1 if the file cannot be used so.

            Examples:
              darkmachines onnx inspect model.onnx
              darkmachines onnx inspect model.onnx --as anomaly --output scores --direction low --json
            """)
        {
            model,
        };
        foreach (var setting in settings)
            inspect.Add(setting);
        inspect.SetAction(parsed =>
        {
            var chosen = settings
                .Where(setting => parsed.GetValue(setting) is not null)
                .Aggregate(new OnnxImportSettings(), (all, setting) => all.With(setting.Name.TrimStart('-'), parsed.GetValue(setting)!));
            return Print(session.Open(parsed), OnnxInspection.Of(parsed.GetRequiredValue(model), chosen));
        });
        return new Command("onnx", "Explain ONNX models, and make them of published weights") { inspect, FromWeightsCommand.Create(session) };
    }

    private static Option<string> Setting(string name, string description, string helpName) =>
        new($"--{name}") { Description = description, HelpName = helpName };

    private static int Print(OpenSession session, OnnxInspection inspection)
    {
        if (session.IsJson)
            session.Write(InspectionDocument.Of(inspection));
        else
            InspectionTable.Write(session.Tables, inspection);
        return inspection.IsUsable ? 0 : 1;
    }
}
