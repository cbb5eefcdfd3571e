using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Cli.Commands.Tables;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary><c>darkmachines active ALGO… --oracle … -o points.csv</c>.</summary>
internal static class ActiveCommand
{
    private static readonly ActiveLearningOptions Defaults = new();
    private static readonly Dictionary<string, Uncertainty> Uncertainties = Enum.GetValues<Uncertainty>().ToDictionary(measure => DarkMachines.Options.KebabCase(measure.ToString()));

    public static Command Create(Session session)
    {
        var options = new FitOptions();
        var oracles = new OracleOptions();
        var algorithms = new Argument<string[]>("algorithms")
        {
            Description = "An algorithm, with its options; or several, or one several times, as a committee",
            HelpName = "ALGO[:option=value,...]",
            Arity = ArgumentArity.OneOrMore,
        };
        var start = Count("--start", "Points drawn at random to begin with", Defaults.Start);
        var step = Count("--step", "Points added in a step", Defaults.Step);
        var size = Count("--size", "Points in all", Defaults.Size);
        var candidates = Count("--candidates", "Points drawn in each step, of which the least certain are added", Defaults.Candidates);
        var randomShare = new Option<double>("--random-share") { Description = "Share of each step that is drawn at random; 1 for random sampling", HelpName = "SHARE" };
        var uncertainty = new Option<string?>("--uncertainty")
        {
            Description = "What the least certain are; without it least-confident, and of a committee vote-entropy",
            HelpName = string.Join('|', Uncertainties.Keys),
        };
        uncertainty.AcceptOnlyFromAmong([.. Uncertainties.Keys]);
        var test = ActiveTest.Option();
        var testLabels = new Option<string?>("--test-labels") { Description = "The labels of a table to test on, where they are not those of --labels", HelpName = "COLUMN|FILE" };
        var output = new Option<string>("--output", "-o") { Description = "The points with their classes, kept as they come; a run that was ended goes on from there", HelpName = "POINTS.csv", Required = true };
        var command = new Command(
            "active",
            """
            Choose the points that an expensive oracle is asked about: where a classifier is least certain, or where the
            members of a committee disagree most.

            The oracle is a model, a table whose labels are known, or a program that is given an input file for each point.

            Examples:
              darkmachines active random-forest --oracle network.onnx --size 20000 -o points.csv
              darkmachines active random-forest extra-trees mlp --oracle network.onnx --size 20000 -o points.csv
              darkmachines active random-forest --pool scan.csv --labels allowed --test held-out.csv --start 500 --step 100 --size 2000 -o points.csv
              darkmachines active random-forest --program "./simulate {input}" --template point.slha --classes 0,1 --time 600 -o points.csv
            """)
        {
            algorithms, start, step, size, candidates, uncertainty, randomShare, test, testLabels, output,
        };
        foreach (var option in oracles.All.Concat(options.All.Where(option => option.Name is "--seed" or "--threads")))
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var members = parsed.GetRequiredValue(algorithms).Select(name => Algorithm(open, name)).ToArray();
            var steps = new ActiveLearningOptions
            {
                Start = parsed.GetValue(start),
                Step = parsed.GetValue(step),
                Size = parsed.GetValue(size),
                Candidates = parsed.GetValue(candidates),
                Uncertainty = parsed.GetValue(uncertainty) is { } name ? Uncertainties[name] : members.Length > 1 ? Uncertainty.VoteEntropy : Defaults.Uncertainty,
                RandomShare = parsed.GetValue(randomShare),
            };
            var progress = new ActiveProgress(open, steps.Size);
            var context = options.Context(parsed, open, progress);
            var (oracle, source) = oracles.Make(open, parsed);
            var measuring = ActiveTest.Make(oracle, source, parsed.GetValue(test), parsed.GetValue(testLabels) ?? oracles.Labels(parsed), context);
            var isProgram = oracle is ProgramOracle;
            using var journal = new JournaledOracle(progress.Watch(oracle), parsed.GetRequiredValue(output), isProgram ? context.Threads : steps.Start, canFail: isProgram);
            progress.Known = journal.Kept;
            if (journal.Kept > 0)
                open.Tell($"{journal.Kept} answers of an earlier run are kept.");
            var learner = new ActiveLearner(members.Length == 1 ? members[0] : new Committee(members), journal, source, steps);
            return Run(open, learner.Run(context), measuring, progress, parsed.GetRequiredValue(output));
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int value) => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };

    private static IClassifier Algorithm(OpenSession session, string name)
    {
        var entrant = FitOptions.Resolve(session, name);
        return (entrant.Fitted is null ? entrant.Create() : null) as IClassifier
            ?? throw new UsageException("wrong-kind", $"'{entrant.Name}' is no classifier to fit.", "Name an algorithm that is: 'darkmachines algorithms' lists them.");
    }

    private static int Run(OpenSession session, IEnumerable<ActiveStep> steps, ActiveTest? test, ActiveProgress progress, string output)
    {
        var rows = new JsonArray();
        var table = new Table().Border(TableBorder.Simple).AddColumns(["points", "answered", .. test is null ? [] : ActiveTest.Measures]);
        foreach (var step in steps)
        {
            var row = new JsonObject { ["asked"] = step.Asked, ["answered"] = step.Answered };
            List<string> cells = [step.Asked.ToString(CultureInfo.InvariantCulture), step.Answered.ToString(CultureInfo.InvariantCulture)];
            var measured = test?.Measure(step.Model);
            foreach (var (name, value) in measured ?? [])
            {
                if (double.IsFinite(value))
                    row[name] = value;
                cells.Add(double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "");
            }

            rows.Add((JsonNode)row);
            table.AddRow([.. cells]);
            session.Tell($"{step.Asked} points, {step.Answered} answered{(measured is null ? "" : $", accuracy {cells[2]}")}{progress.Left()}");
        }

        if (session.IsJson)
            session.Write(new JsonObject { ["output"] = output, ["steps"] = rows });
        else
            session.Tables.Write(table);
        return 0;
    }
}
