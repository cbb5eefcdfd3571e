using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using DarkMachines;

namespace Good;

/// <summary>Options of every type.</summary>
public sealed record EveryOption
{
    /// <summary>Number of neighbours, e.g. 5 for <see cref="FeatureTable"/>. More is smoother.</summary>
    [Range(1, 100)]
    public int Neighbours { get; init; } = 5;

    /// <summary>Most rows to use.</summary>
    public long MaxRows { get; init; } = 5_000_000_000;

    /// <summary>Width of the kernel.</summary>
    [Range(0.0, 10.0)]
    public double Bandwidth { get; init; } = 0.1;

    /// <summary>Share of the rows.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public float Share { get; init; } = 0.1f;

    public bool Standardise { get; init; } = true;

    public string Title { get; init; } = "plain";

    public KernelShape Kernel { get; init; } = KernelShape.TopHat;

    public int? MaxDepth { get; init; }

    public string? Prefix { get; init; }
}

public enum KernelShape
{
    Gaussian,
    TopHat,
}

/// <summary>Cannot be fitted: the tests ask only what it is.</summary>
[Algorithm("good-classifier", "Predicts how frequent the classes are.", Citation = "Bayes, Phil. Trans. 53 (1763) 370", HandlesMissingValues = true)]
public sealed class GoodClassifier(EveryOption options) : IClassifier
{
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context) => throw new NotSupportedException();

    public override string ToString() => options.ToString();
}

/// <summary>Gives every row the same density.</summary>
[Algorithm("good-density", "Knows no difference.")]
public sealed class GoodDensity(EveryOption options) : IDensityEstimator
{
    public IDensityModel Fit(FeatureTable background, FitContext context) => new Model(background.Features, options.Neighbours);

    private sealed class Model(IReadOnlyList<Feature> features, float value) : IDensityModel
    {
        public IReadOnlyList<Feature> Features { get; } = features;

        public void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities) => logDensities.Fill(value);
    }
}

internal static class Trace
{
    // Tells the tests that code of this assembly has run.
#pragma warning disable CA2255 // A library should not have one; this is how the tests see that discovery runs nothing.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Leave()
    {
        if (typeof(Trace).Assembly.Location is { Length: > 0 } file) // it has none in memory
            File.WriteAllText(file + ".has-run", "");
    }
}
