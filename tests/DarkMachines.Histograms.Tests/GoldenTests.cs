using System.Text.Json;
using DarkMachines.Testing;

namespace DarkMachines.Histograms.Tests;

/// <summary>What golden/make_golden.py made of the papers' definitions with NumPy.</summary>
public class GoldenTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.Repository, "tests", "DarkMachines.Histograms.Tests", "golden", "histograms.json"))).RootElement;

    [Theory]
    [InlineData("hbos")]
    [InlineData("ecod")]
    [InlineData("copod")]
    public void Scores_are_those_of_the_definition(string name)
    {
        var model = Detectors.Fit(name, TestTables.Table(3, Rows("rows")));
        double[] expected = [.. Root.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];
        Assert.All(expected.Zip(model.Scores(Rows("query"))), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
    }

    private static float[] Rows(string name) =>
        [.. Root.GetProperty(name).EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(v => (float)v.GetDouble())];
}
