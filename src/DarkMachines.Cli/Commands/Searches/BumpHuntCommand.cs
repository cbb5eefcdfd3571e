using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Cli.Output;
using DarkMachines.Statistics.Searches;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Searches;

/// <summary><c>darkmachines bump-hunt HISTOGRAM…</c>.</summary>
internal static class BumpHuntCommand
{
    private const string Dijet = "dijet", Process = "gaussian-process";

    public static Command Create(Session session)
    {
        var options = new SearchOptions();
        var files = new Argument<string[]>("histograms") { Description = "CSV files with the columns low, high, count; or files of lines with a share kept and the counts of all bins", HelpName = "HISTOGRAM", Arity = ArgumentArity.OneOrMore };
        var background = new Option<string>("--background") { Description = "What is fitted outside a window", HelpName = $"{Dijet}|{Process}", DefaultValueFactory = _ => Dijet };
        background.AcceptOnlyFromAmong(Dijet, Process);
        var energy = new Option<double>("--energy") { Description = "Energy of the collisions, in the unit of the edges", HelpName = "E", DefaultValueFactory = _ => 13_000 };
        var edges = new Option<string?>("--edges") { Description = "Edges of the bins of files of counts, with commas; without it those of CWoLa hunting, 2001 to 4350 GeV", HelpName = "E0,E1,…" };
        var halfWidth = new Option<int>("--half-width") { Description = "Bins on either side of a window's middle", HelpName = "N", DefaultValueFactory = _ => BumpHunt.DefaultHalfWidth };
        var experiments = new Option<int>("--pseudo-experiments") { Description = "Pseudo-experiments for the global p-value of a histogram whose windows are all looked at; 0 for none", HelpName = "N", DefaultValueFactory = _ => 1000 };
        var command = new Command(
            "bump-hunt",
            """
            Look for a bump on a falling background: fit outside each window, compare inside.

            A file of CWoLa hunting, named …_binI_…, is looked at in the window about bin I, cut by cut.

            Examples:
              darkmachines bump-hunt masses.csv
              darkmachines bump-hunt masses.csv --background gaussian-process --pseudo-experiments 100 --energy 13
              darkmachines bump-hunt signal_bin7_bincounts.dat --json
            """)
        {
            files, background, energy, edges, halfWidth, experiments,
        };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var context = options.Context(parsed, open.Cancellation);
            var width = SearchOptions.Within("--half-width", parsed.GetValue(halfWidth), 0, 1000);
            var number = SearchOptions.Within("--pseudo-experiments", parsed.GetValue(experiments), 0, 1_000_000);
            var given = parsed.GetValue(edges) is { } text ? Edges(text) : null;
            HistogramFile[] histograms = [.. parsed.GetRequiredValue(files).SelectMany(path => HistogramFile.Read(path, given))];
            var collisions = parsed.GetValue(energy);
            foreach (var histogram in histograms)
                RequireRange(histogram, collisions);
            var kind = parsed.GetRequiredValue(background);
            BumpHunt.BackgroundFitter fitter = kind == Dijet
                ? (histogram, window) => new DijetFit(histogram, window, collisions)
                : (histogram, window) => new GaussianProcessFit(histogram, window, collisions);
            Answer[] answers = [.. histograms.Select(histogram => Search(histogram, width, fitter, number, context))];
            if (open.IsJson)
                open.Write(Document(answers, kind, collisions, number, context.Seed));
            else
                Print(open, answers);
            return 0;
        });
        return command;
    }

    private static Answer Search(HistogramFile file, int halfWidth, BumpHunt.BackgroundFitter fitter, int experiments, FitContext context)
    {
        if (file.Centre is { } centre)
        {
            return centre - halfWidth >= 1 && centre + halfWidth < file.Histogram.Bins - 1
                ? new Answer(file, [BumpHunt.InWindow(file.Histogram, new BinWindow(centre - halfWidth, centre + halfWidth), fitter)], null)
                : throw new UserInputException("wrong-window", $"{file.File}: the window about bin {centre} has no bins on either side among {file.Histogram.Bins}.", "Take a smaller --half-width, or rename the file.");
        }

        var windows = BumpHunt.Scan(file.Histogram, halfWidth, fitter);
        return new Answer(file, windows, experiments == 0 ? null : BumpHunt.GlobalPValue(file.Histogram, halfWidth, fitter, experiments, context));
    }

    private static void RequireRange(HistogramFile file, double energy)
    {
        if (file.Histogram.Edges[0] < 0 || !(energy > file.Histogram.Edges[^1]))
            throw new UserInputException("wrong-energy", FormattableString.Invariant($"{file.File}: its bins from {file.Histogram.Edges[0]} to {file.Histogram.Edges[^1]} do not lie between 0 and the energy {energy}."), "Give the energy of the collisions in the unit of the bins with --energy.");
    }

    private static double[] Edges(string text)
    {
        double[] edges = [.. text.Split(',').Select(Edge)];
        return edges.Length > 1 && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second)
            ? edges
            : throw new UsageException("invalid-option", "The --edges do not rise.", "Write at least two, in rising order.");
    }

    private static double Edge(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var edge) && double.IsFinite(edge)
            ? edge
            : throw new UsageException("invalid-option", $"--edges holds '{word}', which is no number.", "Write the edges with commas, as in 100,200,300.");

    private static JsonObject Document(Answer[] answers, string background, double energy, int experiments, ulong seed) => new()
    {
        ["background"] = background,
        ["energy"] = energy,
        ["pseudoExperiments"] = experiments,
        ["seed"] = seed,
        ["histograms"] = new JsonArray([.. answers.Select(answer =>
        {
            var item = new JsonObject { ["file"] = answer.File.File };
            if (answer.File.Cut is { } cut)
                item["cut"] = cut;
            item["windows"] = new JsonArray([.. answer.Windows.Select(window => Window(answer.File.Histogram, window))]);
            if (answer.GlobalPValue is { } global)
                item["globalPValue"] = global;
            return item;
        })]),
    };

    private static JsonObject Window(MassHistogram histogram, WindowExcess excess) => new()
    {
        ["low"] = histogram.Edges[excess.Window.First],
        ["high"] = histogram.Edges[excess.Window.Last + 1],
        ["observed"] = excess.Observed,
        ["expected"] = excess.Expected,
        ["error"] = excess.Error,
        ["reducedChiSquare"] = excess.ReducedChiSquare,
        ["significance"] = excess.Test.Significance,
        ["pValue"] = excess.Test.PValue,
    };

    private static void Print(OpenSession session, Answer[] answers)
    {
        var table = TextTable.Of("file", "cut", "window", "observed", "expected", "χ²/ndf outside", "Z", "p");
        foreach (var answer in answers)
        {
            foreach (var excess in answer.Windows)
            {
                var edges = answer.File.Histogram.Edges;
                table.AddRow(TextTable.Cells([
                    answer.File.File, answer.File.Cut is { } cut ? Text($"{cut}") : "", Text($"{edges[excess.Window.First]:g6} to {edges[excess.Window.Last + 1]:g6}"),
                    Text($"{excess.Observed:0.##}"), Text($"{excess.Expected:0.0} ± {excess.Error:0.0}"), Text($"{excess.ReducedChiSquare:0.00}"),
                    Text($"{excess.Test.Significance:0.00}"), SearchOptions.Probability(excess.Test.PValue)]));
            }
        }

        session.Tables.Write(table);
        foreach (var answer in answers.Where(answer => answer.GlobalPValue is not null))
        {
            var best = answer.Windows.MaxBy(window => window.Test.Significance)!;
            var edges = answer.File.Histogram.Edges;
            session.Tables.WriteLine(Text($"{answer.File.File}: the best window is {edges[best.Window.First]:g6} to {edges[best.Window.Last + 1]:g6}; without a signal a best window as good has the probability {SearchOptions.Probability(answer.GlobalPValue!.Value)}."));
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Answer(HistogramFile File, IReadOnlyList<WindowExcess> Windows, double? GlobalPValue);
}
