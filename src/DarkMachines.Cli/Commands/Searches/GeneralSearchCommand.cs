using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Cli.Output;
using DarkMachines.Statistics.Searches;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Searches;

/// <summary><c>darkmachines general-search DATA BACKGROUND…</c>.</summary>
internal static class GeneralSearchCommand
{
    private const int ClassesShown = 20;

    public static Command Create(Session session)
    {
        var options = new SearchOptions();
        var defaults = new GeneralSearchSettings();
        var data = new Argument<string>("data") { Description = "CSV file with the columns class, bin, observed: whole numbers of events, the bins of a class in their order", HelpName = "DATA" };
        var backgrounds = new Argument<string[]>("backgrounds") { Description = "CSV files with the columns class, bin, expected, uncertainty, one for each process; their expectations are added, their uncertainties in quadrature", HelpName = "BACKGROUND", Arity = ArgumentArity.OneOrMore };
        var experiments = new Option<int>("--pseudo-experiments") { Description = "Pseudo-experiments of all classes", HelpName = "N", DefaultValueFactory = _ => defaults.Experiments };
        var least = new Option<double>("--least-expected") { Description = "Regions with fewer background events expected are left out", HelpName = "B", DefaultValueFactory = _ => defaults.LeastExpected };
        var largest = new Option<double>("--largest-uncertainty") { Description = "Regions of larger relative uncertainty are left out", HelpName = "SHARE", DefaultValueFactory = _ => defaults.LargestRelativeUncertainty };
        var command = new Command(
            "general-search",
            """
            Compare every region of neighbouring bins of every class with its background, and correct for having looked everywhere.

            Examples:
              darkmachines general-search data.csv background.csv
              darkmachines general-search data.csv ttbar.csv wjets.csv --pseudo-experiments 10000 --json
            """)
        {
            data, backgrounds, experiments, least, largest,
        };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var context = options.Context(parsed, open.Cancellation);
            var settings = new GeneralSearchSettings(
                SearchOptions.Within("--pseudo-experiments", parsed.GetValue(experiments), 1, 1_000_000),
                SearchOptions.Within("--least-expected", parsed.GetValue(least), 1e-6, 1e9),
                SearchOptions.Within("--largest-uncertainty", parsed.GetValue(largest), 0, 10));
            var classes = ClassTables.Read(parsed.GetRequiredValue(data), parsed.GetRequiredValue(backgrounds));
            var result = GeneralSearch.Run(classes, settings, context);
            if (open.IsJson)
                open.Write(Document(result, settings, context.Seed));
            else
                Print(open, result);
            return 0;
        });
        return command;
    }

    private static JsonObject Document(GeneralSearchResult result, GeneralSearchSettings settings, ulong seed) => new()
    {
        ["classes"] = result.Findings.Count,
        ["classesWithoutRegion"] = result.ClassesWithout,
        ["regions"] = result.Regions,
        ["pseudoExperiments"] = settings.Experiments,
        ["seed"] = seed,
        ["findings"] = new JsonArray([.. result.Findings.Select(finding => new JsonObject
        {
            ["class"] = finding.Region.Class,
            ["firstBin"] = finding.Region.First,
            ["lastBin"] = finding.Region.Last,
            ["observed"] = finding.Region.Observed,
            ["expected"] = finding.Region.Expected,
            ["uncertainty"] = finding.Region.Uncertainty,
            ["pValue"] = finding.Region.PValue,
            ["classPValue"] = finding.ClassPValue,
            ["globalPValue"] = finding.GlobalPValue,
        })]),
    };

    private static void Print(OpenSession session, GeneralSearchResult result)
    {
        var table = TextTable.Of("class", "bins", "observed", "expected", "p of the region", "p in the class", "p in so many classes");
        foreach (var finding in result.Findings.Take(ClassesShown))
        {
            var region = finding.Region;
            table.AddRow(TextTable.Cells([
                region.Class, Text($"{region.First} to {region.Last}"), Text($"{region.Observed}"), Text($"{region.Expected:0.00} ± {region.Uncertainty:0.00}"),
                SearchOptions.Probability(region.PValue), SearchOptions.Probability(finding.ClassPValue), SearchOptions.Probability(finding.GlobalPValue)]));
        }

        session.Tables.Write(table);
        session.Tables.WriteLine(Text($"{result.Regions} regions in {result.Findings.Count} classes{(result.ClassesWithout > 0 ? Text($"; {result.ClassesWithout} more classes have none") : "")}. The last column of the first line is the probability of as small a p anywhere without a signal, that of the second line of two such classes, and so on."));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
