using System.Text.Json;
using DarkMachines.Testing;

namespace DarkMachines.Linear.Tests;

/// <summary>One of the answers that golden/make_golden.py recorded, with the input it belongs to.</summary>
internal sealed class Golden
{
    private readonly JsonElement _root;

    private Golden(JsonElement root) => _root = root;

    public static Golden Load(string name)
    {
        var path = Path.Combine(SharedData.Repository, "tests", "DarkMachines.Linear.Tests", "golden", name + ".json");
        return new Golden(JsonDocument.Parse(File.ReadAllText(path)).RootElement);
    }

    public FeatureTable Rows => Make.Table(
        [.. Numbers("rows").Select(v => (float)v)],
        _root.GetProperty("rows")[0].GetArrayLength(),
        [.. Numbers("weights").Select(v => (float)v)]);

    /// <summary>The values of a surrogate.</summary>
    public FeatureTable Values
    {
        get
        {
            var first = _root.GetProperty("values")[0];
            var outputs = first.ValueKind == JsonValueKind.Array ? first.GetArrayLength() : 1;
            return new([.. Enumerable.Range(0, outputs).Select(k => new Feature($"y{k}", "pb"))], Numbers("values").Select(v => (float)v).ToArray());
        }
    }

    public ClassLabels Labels => Make.Labels([.. Numbers("labels").Select(v => (int)v)]);

    public float[] Query => [.. Numbers("query").Select(v => (float)v)];

    public double Number(string key) => _root.GetProperty(key).GetDouble();

    /// <summary>An array of numbers, whatever its shape, in row-major order.</summary>
    public double[] Numbers(string key) => [.. Flatten(_root.GetProperty(key))];

    private static IEnumerable<double> Flatten(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().SelectMany(Flatten)
        : [element.GetDouble()];
}
