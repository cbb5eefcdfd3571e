using System.Globalization;
using System.Net;
using System.Text;
using DarkMachines.Data.Ainalysis;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Ainalysis;

/// <summary>The page <c>about.html</c> of an AInalysis. All that comes from a card or configuration is escaped.</summary>
internal static class AinalysisPage
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <style>
        body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; }
        th, td { border-bottom: 1px solid #ccc; padding: 0.2rem 1rem 0.2rem 0; text-align: left; }
        </style>

        """;

    public static string Of(AinalysisConfiguration configuration, ModelCard card)
    {
        var page = new StringBuilder(Head);
        page.Append(CultureInfo.InvariantCulture, $"<title>{Text(configuration.DefaultId)}</title>\n</head>\n<body>\n<h1>{Text(configuration.DefaultId)}</h1>\n");
        if (card.Description.Length > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(card.Description)}</p>\n");
        Table(page, ["", ""], Facts(configuration, card).Where(fact => fact[1].Length > 0));
        page.Append("<h2>Parameters</h2>\n");
        Table(page, ["name", "unit", "minimum", "maximum", "block", "switch"], configuration.Parameters.Select((parameter, i) => Row(parameter, configuration.FileReader?[i])));
        if (card.Accuracy.Count > 0)
        {
            page.Append("<h2>Measured on points that it was not fitted on</h2>\n");
            Table(page, ["metric", "value"], card.Accuracy.Select(metric => new[] { metric.Key, Number(metric.Value) }));
        }

        if (configuration.Calibration is { } calibration)
        {
            page.Append("<h2>Calibrated levels of confidence</h2>\n");
            Table(page, ["output, centre of the bin", "probability that the class named is right"], calibration.Bins.Zip(calibration.Values, (bin, value) => new[] { Number(bin), Number(value) }));
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static IEnumerable<string[]> Facts(AinalysisConfiguration configuration, ModelCard card)
    {
        yield return ["type", configuration.IsClassifier ? "classifier" : "regressor"];
        yield return ["output", configuration.Output];
        yield return ["classes", string.Join(", ", configuration.Classes.Select(named => FormattableString.Invariant($"{named.Key}: {named.Value}")))];
        yield return ["points outside", configuration.Mapping is { } mapping ? $"are moved to {Number(mapping)} of the range within its edge" : "are predicted as they are"];
        yield return ["trained on", card.TrainedOn];
        yield return ["training rows", card.TrainingRows?.ToString(CultureInfo.InvariantCulture) ?? ""];
        yield return ["SHA-256 of the training rows", card.DataHash];
        yield return ["licence", card.Licence];
    }

    private static string[] Row(AinalysisParameter parameter, AinalysisEntry? entry) =>
    [
        parameter.Name, parameter.Unit, Number(parameter.Range.Low), Number(parameter.Range.High),
        entry?.Block ?? "", entry is null ? "" : string.Join(' ', entry.Switch),
    ];

    private static void Table(StringBuilder page, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append("<table>\n");
        if (heads.Any(head => head.Length > 0))
            page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(heads.Select(head => $"<th>{Text(head)}</th>"))}</tr>\n");
        foreach (var row in rows)
            page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select(cell => $"<td>{Text(cell)}</td>"))}</tr>\n");
        page.Append("</table>\n");
    }

    private static string Number(double value) => value.ToString("g7", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
