using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Results;
using Spectre.Console;

namespace DarkMachines.Cli.Output;

/// <summary>Mean ranks over the tasks of a group, as a table for people and as a document.</summary>
internal static class RankTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<MeanRanks> groups)
    {
        foreach (var ranks in groups)
        {
            var result = ranks.Comparison;
            console.WriteLine();
            console.WriteLine($"Mean rank over {result.Sets} tasks of {ranks.Group}");
            var table = new Table().Border(TableBorder.Simple).AddColumns("mean rank", "entrant", "source");
            foreach (var (entrant, mean) in ranks.Entrants.Zip(result.MeanRanks))
                table.AddRow(new Text(Number(mean)), new Text(entrant.Algorithm + (entrant.Trial?.Label is { Length: > 0 } label ? $" ({label})" : "")), new Text(entrant.Source));
            console.Write(table);
            console.WriteLine(result.PValue < 0.05
                ? $"Friedman's test: the entrants differ (p {Probability(result.PValue)}). Mean ranks less than {Number(result.CriticalDifference)} apart are not resolved (Nemenyi, 5 %)."
                : $"Friedman's test: no difference between the entrants is resolved (p {Probability(result.PValue)}).");
        }
    }

    public static JsonArray Document(IReadOnlyList<MeanRanks> groups) => new([.. groups.Select(ranks => new JsonObject
    {
        ["group"] = ranks.Group,
        ["tasks"] = new JsonArray([.. ranks.Tasks.Select(task => JsonValue.Create(task))]),
        ["friedmanChiSquare"] = ranks.Comparison.ChiSquare,
        ["pValue"] = ranks.Comparison.PValue,
        ["criticalDifference"] = ranks.Comparison.CriticalDifference,
        ["entrants"] = new JsonArray([.. ranks.Entrants.Zip(ranks.Comparison.MeanRanks, (entrant, mean) => new JsonObject
        {
            ["meanRank"] = mean,
            ["algorithm"] = entrant.Algorithm,
            ["options"] = entrant.Options.DeepClone(),
            ["source"] = entrant.Source,
        })]),
    })]);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Probability(double value) => value < 0.001 ? "< 0.001" : value.ToString("= 0.000", CultureInfo.InvariantCulture);
}
