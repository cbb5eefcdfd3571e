using System.Globalization;
using System.Security.Cryptography;

namespace DarkMachines.Data;

/// <summary>Reads the files of the dataset dm-astro as they were published.</summary>
internal static class DmAstroFiles
{
    public const string TrainingSet = "fermi/dm_astro_training_set.txt";
    public const string Unidentified = "fermi/dm_astro_unids.txt";
    public const string UnidentifiedNames = "fermi/gammaldi_unids_named.csv";

    private const int FeatureCount = 4;

    private static readonly DelimitedFormat Format = new(FeatureCount + 1, HasHeader: true);

    /// <summary>Why there is nothing to read, or null if there is.</summary>
    /// <exception cref="UserInputException">The folder does not exist, or holds half of the dataset.</exception>
    public static string? MissingReason(string? dataRoot)
    {
        if (dataRoot is null)
            return $"no data folder was named, in which to look for {TrainingSet} and {Unidentified}";
        if (!Directory.Exists(dataRoot))
        {
            throw new UserInputException(
                "data-root-missing", $"There is no data folder '{dataRoot}'.",
                "Name an existing folder, or none to use the simulation.");
        }

        string[] missing = [.. new[] { TrainingSet, Unidentified }.Where(file => !File.Exists(Path.Combine(dataRoot, file)))];
        return missing.Length switch
        {
            0 => null,
            2 => $"neither {TrainingSet} nor {Unidentified} is in '{dataRoot}'",
            _ => throw new UserInputException(
                "dataset-incomplete", $"The data folder '{dataRoot}' has one file of dm-astro but lacks {missing[0]}.",
                "Fetch the missing file, or remove the other to use the simulation."),
        };
    }

    /// <summary>Reads both files, and the names where there are any.</summary>
    public static DmAstroData Read(string dataRoot)
    {
        var trainingPath = Path.Combine(dataRoot, TrainingSet);
        var unidentifiedPath = Path.Combine(dataRoot, Unidentified);
        var namesPath = Path.Combine(dataRoot, UnidentifiedNames);
        var training = DelimitedNumbers.Read(trainingPath, Format);
        var unidentified = DelimitedNumbers.Read(unidentifiedPath, Format);
        return new DmAstroData(
            [.. training.SelectMany(row => row.Values.Take(FeatureCount)).Select(value => (float)value)],
            [.. training.Select(row => Label(row, trainingPath))],
            [.. unidentified.SelectMany(row => LogFeatures(row, unidentifiedPath))],
            File.Exists(namesPath)
                ? UnidentifiedNamesFile.Read(namesPath, unidentified)
                : DmAstroData.NumberedNames("unID", unidentified.Count),
            simulationReason: null,
            IsAsPublished(trainingPath, TrainingSet) && IsAsPublished(unidentifiedPath, Unidentified));
    }

    private static int Label(NumberRow row, string path) => row.Values[FeatureCount] switch
    {
        0 => DmAstroData.AstroClass,
        1 => DmAstroData.DarkMatterClass,
        var label => throw new UserInputException(
            "label-unknown",
            string.Create(CultureInfo.InvariantCulture, $"The file '{path}' has the label {label} in line {row.Line}, column {FeatureCount + 1}; labels are 0 for astro and 1 for dm."),
            "Correct or remove that line."),
    };

    private static IEnumerable<float> LogFeatures(NumberRow row, string path)
    {
        for (var column = 0; column < FeatureCount; column++)
        {
            var value = row.Values[column];
            if (value <= 0)
            {
                throw new UserInputException(
                    "not-positive",
                    string.Create(CultureInfo.InvariantCulture, $"The file '{path}' has {value} in line {row.Line}, column {column + 1}, where a positive number belongs."),
                    "Remove that source, or give its quantities on a linear scale.");
            }

            yield return (float)Math.Log10(value);
        }
    }

    private static bool IsAsPublished(string path, string name)
    {
        using var stream = UserFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == DmAstroData.Manifest.File(name).Sha256;
    }
}
