using System.Globalization;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Tabular;

/// <summary>
/// PyOD's table of the area under the ROC curve: the mean over ten random divisions of 60 to 40. The file beside this one
/// holds its figures, rounded to four digits, without PyOD's <c>wbc</c>, which is another set than ADBench's of that name.
/// </summary>
internal static class TabularPublished
{
    private const int FirstAlgorithm = 3;

    public static IReadOnlyList<PublishedResult> Results { get; } = [.. Read()];

    private static IEnumerable<PublishedResult> Read()
    {
        using var stream = typeof(TabularPublished).Assembly.GetManifestResourceStream("pyod-roc.csv")!;
        using var reader = new StreamReader(stream);
        var header = reader.ReadLine()!.Split(',');
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            for (var i = FirstAlgorithm; i < cells.Length; i++)
            {
                if (cells[i].Length > 0)
                    yield return Result(cells, header[i], double.Parse(cells[i], CultureInfo.InvariantCulture));
            }
        }
    }

    private static PublishedResult Result(string[] set, string algorithm, double auc) => new(
        $"{TabularProtocol.Inductive.Name}/{set[0]}", algorithm,
        new Dictionary<string, Estimate> { [TabularChallenge.Auc] = new(auc) },
        $"PyOD's table, mean of ten other divisions of {set[1]} rows × {set[2]} columns");
}
