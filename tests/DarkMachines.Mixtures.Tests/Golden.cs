using System.Text.Json;
using DarkMachines.Testing;

namespace DarkMachines.Mixtures.Tests;

/// <summary>What golden/make_golden.py recorded of scikit-learn.</summary>
internal static class Golden
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.Repository, "tests", "DarkMachines.Mixtures.Tests", "golden", "mixtures.json"))).RootElement;

    public static FeatureTable Rows => TestTables.Table(3, [.. Numbers("rows").Select(v => (float)v)]);

    public static float[] Query => [.. Numbers("query").Select(v => (float)v)];

    /// <summary>An array of numbers, whatever its shape, in row-major order.</summary>
    public static double[] Numbers(params string[] path) =>
        [.. Flatten(path.Aggregate(Root, (element, name) => element.GetProperty(name)))];

    private static IEnumerable<double> Flatten(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Flatten)
        : [element.GetDouble()];
}
