using System.CommandLine;
using System.Globalization;
using DarkMachines.Challenges.Surrogates;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Data.Slha;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary><c>darkmachines predict MODEL SPECTRUM.slha…</c>.</summary>
internal static class PredictCommand
{
    private const int PointsAtOnce = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Session session)
    {
        var model = new Argument<string>("model") { Description = "An ONNX model, with settings of its import", HelpName = "MODEL[:setting=value,...]" };
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
        var command = new Command(
            "predict",
            """
            Ask a surrogate of a theory code about spectra or a table of points.

            A classifier names a class, with its confidence level: the calibrated one of the model's card, or the probability.
            A surrogate of values gives them with the intervals of its card. Parameters outside the range that the model was
            trained on are named. Exit code 1 if a point could not be predicted.

            Examples:
              darkmachines predict susy-ai.onnx point.slha
              darkmachines predict susy-ai.onnx spectra/ --outside clamp --json
              darkmachines predict cross-section.onnx scan.npy -o predictions.csv
            """)
        {
            model, sources, parameters, outside, margin, output,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var entrant = FitOptions.Resolve(open, parsed.GetRequiredValue(model));
            var fitted = entrant.Fitted ?? throw new UsageException(
                "not-fitted", $"'{entrant.Name}' is an algorithm, not a model.", "Fit it first with 'darkmachines fit', and predict with the file.");
            var set = SlhaParameters.Load(parsed.GetRequiredValue(parameters));
            var columns = ModelParameters.Of(fitted, set);
            var predictor = new Predictor(fitted, columns.Ranges, parsed.GetValue(outside), parsed.GetValue(margin), (fitted as OnnxModel)?.Card);
            using var source = Source(parsed.GetRequiredValue(sources), columns, set, open.Cancellation);
            var cells = new PredictionCells(predictor, columns.Names ?? [.. fitted.Features.Select(feature => feature.Name)], source);
            using IPredictionWriter writer = parsed.GetValue(output) is { } path ? new PredictionFile(open, entrant.Name, path, cells)
                : open.IsJson ? new PredictionDocument(open, entrant.Name, cells)
                : new PredictionTable(open, cells);
            return Run(open, predictor, source, writer);
        });
        return command;
    }

    private static PointSource Source(string[] named, ModelParameters columns, SlhaParameters set, CancellationToken cancellation) => named switch
    {
        [var table] when TableSource.IsTable(table) => new TableSource(table, columns),
        _ when named.FirstOrDefault(TableSource.IsTable) is { } table => throw new UsageException("wrong-usage", $"'{table}' is a table, and there is more than one argument.", "Name one table, or spectra."),
        _ => new SpectrumSource(SpectrumSource.Expand(named), SpectrumSource.Choose(columns, set), cancellation),
    };

    private static int Run(OpenSession session, Predictor predictor, PointSource source, IPredictionWriter writer)
    {
        var room = predictor.Room(PointsAtOnce);
        var summary = new PredictionSummary();
        var (start, told) = (session.Time.GetTimestamp(), session.Time.GetTimestamp());
        while (source.Read(room) is var count and > 0)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            predictor.Predict(room, count);
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
