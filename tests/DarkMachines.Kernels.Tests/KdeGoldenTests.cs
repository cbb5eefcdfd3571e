using System.Text.Json;
using DarkMachines.Testing;

namespace DarkMachines.Kernels.Tests;

/// <summary>The answers of scikit-learn, recorded by golden/make_golden.py.</summary>
public class KdeGoldenTests
{
    private const double Tolerance = 1e-6;

    private static readonly GoldenCase[] Recorded = Read();

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Recorded.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Log_densities_are_those_of_scikit_learn(int number)
    {
        var golden = Recorded[number];
        var kde = new Kde(new KdeOptions
        {
            Kernel = Enum.Parse<KernelShape>(golden.Kernel, ignoreCase: true),
            Rule = Enum.Parse<BandwidthRule>(golden.Rule, ignoreCase: true),
            Covariance = Enum.Parse<KernelCovariance>(golden.Covariance, ignoreCase: true),
            Bandwidth = golden.Bandwidth,
        });
        var logDensities = kde.Fit(TestTables.Table(golden.Columns, golden.Train, golden.Weights), new FitContext(1)).LogDensities(golden.Query);
        Assert.All(golden.LogDensities, (expected, i) =>
        {
            // Of an Epanechnikov kernel's edge little is left after subtraction: absolute there, relative in the tails.
            if (expected is { } value)
                Assert.InRange((logDensities[i] - value) / Math.Max(Math.Abs(value), 1), -2 * Tolerance, 2 * Tolerance);
            else
                Assert.Equal(float.NegativeInfinity, logDensities[i]);
        });
    }

    private static GoldenCase[] Read()
    {
        var path = Path.Combine(SharedData.Repository, "tests", "DarkMachines.Kernels.Tests", "golden", "kde.json");
        return JsonSerializer.Deserialize<Golden>(File.ReadAllText(path), JsonSerializerOptions.Web)!.Cases;
    }

    private sealed record Golden(GoldenCase[] Cases);

    private sealed record GoldenCase(
        string Kernel,
        string Rule,
        string Covariance,
        double? Bandwidth,
        int Columns,
        float[] Train,
        float[]? Weights,
        float[] Query,
        double?[] LogDensities);
}
