using System.CommandLine;
using System.Globalization;
using DarkMachines.Challenges.Surrogates;
using DarkMachines.Data.Slha;
using DarkMachines.Onnx.Trees;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary><c>darkmachines predict MODEL SPECTRUM.slha…</c>.</summary>
internal static class PredictCommand
{
    // As many as a large tree stays in the cache for.
    private const int PointsOfThread = TreeEnsemble.BlockRows;
    private const int MostPoints = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Session session)
    {
        var model = new Argument<string>("model") { Description = "An ONNX model, with settings of its import, or the folder of an AInalysis", HelpName = "MODEL[:setting=value,...]|FOLDER" };
        var sources = new Argument<string[]>("points") { Description = "SLHA files, folders of them, or one table: .csv, .npy or file.npz#array", HelpName = "POINTS", Arity = ArgumentArity.OneOrMore };
        var parameters = new Option<string>("--parameters")
        {
            Description = $"Where the model's parameters stand in a spectrum: {string.Join(", ", SlhaParameters.ShippedNames)} or a file",
            HelpName = "NAME|FILE",
            DefaultValueFactory = _ => SlhaParameters.DefaultName,
        };
        var outside = new Option<OutsideRule>("--outside") { Description = "What becomes of points outside the range that the model was trained on", HelpName = "flag|refuse|clamp" };
        var margin = new Option<double>("--margin") { Description = "How far within the edge clamped parameters come to lie, as a share of the range", HelpName = "F" };
        var output = new Option<string?>("--output", "-o") { Description = "Write a line a point to a file as they come, in constant memory", HelpName = "FILE.csv" };
        var threads = new ThreadsOption();
        var command = new Command(
            "predict",
            """
            Ask a surrogate of a theory code about spectra or a table of points.

            A classifier names a class, with its confidence level: the calibrated one of the model's card, or the probability.
            A surrogate of values gives them with the intervals of its card. Parameters outside the range that the model was
            trained on are named. Exit code 1 if a point could not be predicted.

            The folder of an AInalysis (PhenoAI) brings its own mapping of spectra and of points outside, unless an option says
            otherwise.

            Examples:
              darkmachines predict susy-ai.onnx point.slha
              darkmachines predict susy-ai.onnx spectra/ --outside clamp --json
              darkmachines predict cross-section.onnx scan.npy -o predictions.csv
              darkmachines predict susy-ai/ point.slha
            """)
        {
            model, sources, parameters, outside, margin, threads, output,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var asked = AskedModel.Of(open, parsed.GetRequiredValue(model), IsGiven(parsed, parameters) ? parsed.GetValue(parameters) : null);
            var columns = asked.Columns;
            var rule = IsGiven(parsed, outside) || asked.Mapping is null ? parsed.GetValue(outside) : OutsideRule.Clamp;
            var predictor = new Predictor(asked.Model, columns.Ranges, rule, IsGiven(parsed, margin) ? parsed.GetValue(margin) : asked.Mapping ?? 0, asked.Card);
            using var source = Source(parsed.GetRequiredValue(sources), columns, asked.Set, open.Cancellation);
            var cells = new PredictionCells(predictor, columns.Names ?? [.. asked.Model.Features.Select(feature => feature.Name)], source);
            using IPredictionWriter writer = parsed.GetValue(output) is { } path ? new PredictionFile(open, asked.Name, path, cells)
                : open.IsJson ? new PredictionDocument(open, asked.Name, cells)
                : new PredictionTable(open, cells);
            return Run(open, predictor, source, writer, threads.Of(parsed));
        });
        return command;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static PointSource Source(string[] named, ModelParameters columns, SlhaParameters set, CancellationToken cancellation) => named switch
    {
        [var table] when TableSource.IsTable(table) => new TableSource(table, columns),
        _ when named.FirstOrDefault(TableSource.IsTable) is { } table => throw new UsageException("wrong-usage", $"'{table}' is a table, and there is more than one argument.", "Name one table, or spectra."),
        _ => new SpectrumSource(SpectrumSource.Expand(named), SpectrumSource.Choose(columns, set), cancellation),
    };

    private static int Run(OpenSession session, Predictor predictor, PointSource source, IPredictionWriter writer, int threads)
    {
        var context = new FitContext(seed: 0, threads, progress: null, session.Cancellation);
        var room = predictor.Room(Math.Min(MostPoints, PointsOfThread * threads));
        var summary = new PredictionSummary();
        var (start, told) = (session.Time.GetTimestamp(), session.Time.GetTimestamp());
        while (source.Read(room) is var count and > 0)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            predictor.Predict(room, count, context);
            writer.Write(room);
            summary.Add(predictor, room);
            if (session.Time.GetElapsedTime(told) < Pause)
                continue;
            told = session.Time.GetTimestamp();
            session.Tell(string.Create(CultureInfo.InvariantCulture, $"{summary.Points} points, {100 * source.Share:0} % …"));
        }

        if (summary.Points == 0)
            throw new UserInputException("file-empty", "There are no points.", "Give a table with rows.");
        writer.Complete(summary);
        var seconds = session.Time.GetElapsedTime(start).TotalSeconds;
        session.Tell(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Points} points in {seconds:0.###} s ({1e6 * seconds / summary.Points:0.##} µs each), {summary.Outside} outside the range of training, {summary.Failed} not predicted."));
        return summary.Failed == 0 ? 0 : 1;
    }
}
