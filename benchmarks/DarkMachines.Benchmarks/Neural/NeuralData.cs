using System.Globalization;
using DarkMachines.Data;

namespace DarkMachines.Benchmarks.Neural;

/// <summary>The tables that networks are measured on, below the folder that <c>DARKMACHINES_DATA</c> names, or <c>../shared/data</c>.</summary>
internal static class NeuralData
{
    private static string Root { get; } = Environment.GetEnvironmentVariable("DARKMACHINES_DATA") ?? Path.Combine("..", "shared", "data");

    /// <summary>The sources of the dm-astro challenge, of the set-up with two or four columns.</summary>
    public static (FeatureTable Rows, ClassLabels Labels) Fermi(int columns)
    {
        var lines = Numbers("fermi/dm_astro_training_set.txt", ' ', header: 1);
        return (Table(lines.Select(line => line[..columns])), Labels(lines.Select(line => (int)line[4])));
    }

    /// <summary>Eleven thousand events of HIGGS: 28 columns.</summary>
    public static (FeatureTable Rows, ClassLabels Labels) Higgs(string file)
    {
        var lines = Numbers($"hep/higgs_lightgbm/{file}", '\t', header: 0);
        return (Table(lines.Select(line => line[1..])), Labels(lines.Select(line => (int)line[0])));
    }

    /// <summary>The signal region of the LHC Olympics features, without the dijet mass; label 1 for signal.</summary>
    public static (FeatureTable Rows, ClassLabels Labels) Olympics(string part)
    {
        var array = NpyFile.ReadDoubles(Path.Combine(Root, "hep", "lhco_rd_cathode", $"innerdata_{part}.npy"));
        double[][] lines = [.. array.Values.ToArray().Chunk(array.Shape[1])];
        return (Table(lines.Select(line => line[1..5])), Labels(lines.Select(line => (int)line[5])));
    }

    /// <summary>A table with columns of no name.</summary>
    public static FeatureTable Table(IEnumerable<double[]> rows)
    {
        double[][] lines = [.. rows];
        return new([.. lines[0].Select((_, column) => new Feature($"x{column}"))], lines.SelectMany(line => line.Select(value => (float)value)).ToArray());
    }

    public static ClassLabels Labels(IEnumerable<int> indices) => new(["background", "signal"], [.. indices]);

    private static double[][] Numbers(string file, char separator, int header) =>
    [
        .. File.ReadLines(Path.Combine(Root, file)).Skip(header)
            .Select(line => line.Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray()),
    ];
}
