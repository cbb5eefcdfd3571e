using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DarkMachines.Cli.Commands;
using DarkMachines.Cli.Commands.Lhc;
using DarkMachines.Cli.Commands.Searches;
using DarkMachines.Cli.Commands.Surrogates;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Cli;

/// <summary>The command <c>darkmachines</c>: exit code 0 for success, 1 for failure, 2 for wrong usage.</summary>
internal static class CommandLine
{
    private const string TraceVariable = "DARKMACHINES_TRACE";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        // The documents are no web pages: names with accents and signs stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static int Run(string[] arguments, Terminal terminal, TimeProvider time, CancellationToken cancellation)
    {
        var globals = new GlobalOptions();
        var session = new Session(globals, terminal, time, cancellation);
        var root = new RootCommand(
            """
            Ranks machine-learning algorithms on the challenges of the search for dark matter and new physics.

            Examples:
              darkmachines run dm-astro
              darkmachines run dm-astro --data DIR -a logistic-regression -a knn:neighbours=25 -a model.onnx --json
              darkmachines leaderboard dm-astro --format csv
              darkmachines algorithms show random-forest
            """)
        {
            RunCommand.Create(session),
            TrialsCommand.Create(session),
            RerunCommand.Create(session),
            TrialCommand.Create(session),
            LeaderboardCommand.Create(session),
            SubmitCommand.Create(session),
            CandidatesCommand.Create(session),
            AlgorithmsCommand.Create(session),
            ChallengesCommand.Create(session),
            DatasetsCommand.Create(session),
            PluginsCommand.Create(session),
            OnnxCommand.Create(session),
            FitCommand.Create(session),
            ScoreCommand.Create(session),
            EvaluateCommand.Create(session),
            PredictCommand.Create(session),
            AinalysisCommand.Create(session),
            TwoSampleCommand.Create(session),
            BumpHuntCommand.Create(session),
            GeneralSearchCommand.Create(session),
            ActiveCommand.Create(session),
        };
        globals.AddTo(root);

        var parsed = root.Parse(arguments);
        SummariseVerbs(parsed.CommandResult.Command);
        var asJson = arguments.Contains(GlobalOptions.JsonName);
        try
        {
            if (parsed.Errors.Count > 0)
                throw Misuse(parsed);
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = terminal.Output,
                Error = terminal.Error,
            });
        }
        catch (DarkMachinesException failure)
        {
            return Report(terminal, asJson, failure.Code, failure.Message, failure.Remedy, failure is UsageException ? 2 : 1);
        }
        catch (OperationCanceledException interrupted)
        {
            var remedy = interrupted is StoppedRunException ? interrupted.Message : "Run the same command again to go on.";
            return Report(terminal, asJson, "interrupted", "Interrupted; what had finished is kept.", remedy, 1);
        }
        catch (Exception bug) when (Environment.GetEnvironmentVariable(TraceVariable) is null)
        {
            return Report(
                terminal, asJson, "internal-error", $"Something unforeseen happened ({bug.GetType().Name}: {bug.Message}).",
                $"This is a bug of the program; please report it with what '{TraceVariable}=1' adds to the same command.", 1);
        }
    }

    /// <summary>Writes a document to standard output.</summary>
    public static void WriteDocument(TextWriter output, JsonNode document) => output.WriteLine(document.ToJsonString(Indented));

    // In the list of a command's verbs the first line of each description is enough; the verb's own help has all of it.
    private static void SummariseVerbs(Command command)
    {
        foreach (var verb in command.Subcommands)
            verb.Description = verb.Description!.Split('\n')[0].TrimEnd('.');
    }

    private static UsageException Misuse(ParseResult parsed)
    {
        var help = string.Join(' ', Path(parsed.CommandResult.Command).Prepend("darkmachines"));
        return new UsageException("wrong-usage", string.Join(' ', parsed.Errors.Select(e => e.Message)), $"See '{help} --help'.");

        static IEnumerable<string> Path(Command command) =>
            command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command.Name] : [];
    }

    private static int Report(Terminal terminal, bool asJson, string code, string message, string remedy, int exitCode)
    {
        if (asJson)
        {
            var error = new JsonObject { ["code"] = code, ["message"] = message, ["remedy"] = remedy };
            WriteDocument(terminal.Output, new JsonObject { ["error"] = error });
        }

        terminal.Error.WriteLine($"{message} {remedy}");
        return exitCode;
    }
}
