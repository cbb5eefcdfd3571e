using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Statistics;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary><c>darkmachines active ALGO --oracle … -o points.csv</c>.</summary>
internal static class ActiveCommand
{
    private static readonly ActiveLearningOptions Defaults = new();

    public static Command Create(Session session)
    {
        var options = new FitOptions();
        var oracles = new OracleOptions();
        var start = Count("--start", "Points drawn at random to begin with", Defaults.Start);
        var step = Count("--step", "Points added in a step", Defaults.Step);
        var size = Count("--size", "Points in all", Defaults.Size);
        var candidates = Count("--candidates", "Points drawn in each step, of which the least certain are added", Defaults.Candidates);
        var randomShare = new Option<double>("--random-share") { Description = "Share of each step that is drawn at random; 1 for random sampling", HelpName = "SHARE" };
        var test = Count("--test", "Points to measure the accuracy on, where the oracle is a model", 10_000);
        var output = new Option<string>("--output", "-o") { Description = "The points with their classes, kept as they come; a run that was ended goes on from there", HelpName = "POINTS.csv", Required = true };
        var command = new Command(
            "active",
            """
            Choose the points that an expensive oracle is asked about: where a classifier is least certain.

            The oracle is a model, a table whose labels are known, or a program that is given an input file for each point.

            Examples:
              darkmachines active random-forest --oracle network.onnx --size 20000 -o points.csv
              darkmachines active random-forest --pool scan.csv --labels allowed --start 500 --step 100 --size 2000 -o points.csv
              darkmachines active random-forest --program "./simulate {input}" --template point.slha --classes 0,1 --time 600 -o points.csv
            """)
        {
            options.Algorithm, start, step, size, candidates, randomShare, test, output,
        };
        foreach (var option in oracles.All.Concat(options.All.Where(option => option.Name is "--seed" or "--threads")))
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var context = options.Context(parsed, open);
            var entrant = FitOptions.Resolve(open, parsed.GetRequiredValue(options.Algorithm));
            var algorithm = (entrant.Fitted is null ? entrant.Create() : null) as IClassifier
                ?? throw new UsageException("wrong-kind", $"'{entrant.Name}' is no classifier to fit.", "Name an algorithm that is: 'darkmachines algorithms' lists them.");
            var (oracle, box) = oracles.Make(open, parsed);
            var steps = new ActiveLearningOptions
            {
                Start = parsed.GetValue(start),
                Step = parsed.GetValue(step),
                Size = parsed.GetValue(size),
                Candidates = parsed.GetValue(candidates),
                RandomShare = parsed.GetValue(randomShare),
            };
            using var journal = new JournaledOracle(oracle, parsed.GetRequiredValue(output), oracle is ProgramOracle ? context.Threads : steps.Start);
            if (journal.Kept > 0)
                open.Tell($"{journal.Kept} answers of an earlier run are kept.");
            var truth = oracle is ModelOracle ? TestPoints.Draw(oracle, box, parsed.GetValue(test), context) : null;
            return Run(open, new ActiveLearner(algorithm, journal, box, steps), truth, context, parsed.GetRequiredValue(output));
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int value) => new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };

    private static int Run(OpenSession session, ActiveLearner learner, TestPoints? truth, FitContext context, string output)
    {
        var rows = new JsonArray();
        var table = new Table().Border(TableBorder.Simple).AddColumns("points", "answered", "accuracy");
        foreach (var step in learner.Run(context))
        {
            var row = new JsonObject { ["asked"] = step.Asked, ["answered"] = step.Answered };
            if (truth is not null)
                row["accuracy"] = truth.Accuracy(step.Model);
            rows.Add((JsonNode)row);
            var accuracy = truth is null ? "" : ((double)row["accuracy"]!).ToString("0.0000", CultureInfo.InvariantCulture);
            table.AddRow(step.Asked.ToString(CultureInfo.InvariantCulture), step.Answered.ToString(CultureInfo.InvariantCulture), accuracy);
            session.Tell($"{step.Asked} points, {step.Answered} answered{(truth is null ? "" : $", accuracy {accuracy}")} …");
        }

        if (session.IsJson)
            session.Write(new JsonObject { ["output"] = output, ["steps"] = rows });
        else
            session.Tables.Write(table);
        return 0;
    }

    /// <summary>Points whose classes are known, to measure by.</summary>
    private sealed record TestPoints(float[] Points, int[] Classes)
    {
        private const ulong Stream = 0x74657374;

        public static TestPoints Draw(IOracle oracle, ICandidates box, int count, FitContext context)
        {
            var points = box.Draw(count, context.Random(Stream));
            var answers = new OracleAnswer[count];
            oracle.Ask(points, answers, context);
            return new TestPoints(points, [.. answers.Select(answer => answer.Class)]);
        }

        public double Accuracy(IClassifierModel model)
        {
            var probabilities = new float[Classes.Length * model.Classes.Count];
            model.PredictProbabilities(Points, probabilities);
            return ClassificationMetrics.OverallAccuracy(probabilities, Classes, model.Classes.Count);
        }
    }
}
