using System.Text.RegularExpressions;

namespace DarkMachines.Data.Ainalysis;

/// <summary>
/// <c>functions.py</c> of an AInalysis, in which PhenoAI looks for <c>transform</c> and <c>transform_predictions</c>. No Python is
/// run here: a file whose functions all hand back what they are given, as in the template, changes nothing and is passed
/// over; any other is refused.
/// </summary>
public static partial class AinalysisFunctions
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "functions.py";

    private const int MostBytes = 1 << 20;

    /// <summary>Checks that a folder's functions do nothing.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="UserInputException">They do something (<c>ainalysis-function</c>).</exception>
    public static void Check(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return;
        using var stream = UserFile.Open(path);
        using var reader = new StreamReader(stream);
        if (stream.Length > MostBytes || !DoesNothing().IsMatch(Comments().Replace(reader.ReadToEnd(), "")))
        {
            throw new UserInputException(
                "ainalysis-function", $"'{path}' has functions in Python that do something, and no Python is run here.",
                $"Export what transform and transform_predictions do as part of the graph in {AinalysisChecksums.EstimatorName}, remove the file, and write new checksums with 'darkmachines ainalysis check FOLDER --renew'.");
        }
    }

    [GeneratedRegex("\"\"\".*?\"\"\"|'''.*?'''|#[^\\n]*", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\A\s*(?:import[ \t][\w., \t]*\r?\n\s*|def[ \t]+\w+\((?<given>\w+)(?:,[^()\n]*)?\):\s*return[ \t]+\k<given>[ \t\r]*(?:\n\s*|\z))*\z")]
    private static partial Regex DoesNothing();
}
