using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Forests;

/// <summary>Options of <see cref="GradientBoosting"/>.</summary>
public sealed record GradientBoostingOptions
{
    /// <summary>Default of <see cref="Iterations"/>.</summary>
    public const int DefaultIterations = 100;

    /// <summary>Default of <see cref="LearningRate"/>.</summary>
    public const double DefaultLearningRate = 0.1;

    /// <summary>Default of <see cref="MaxDepth"/>.</summary>
    public const int DefaultMaxDepth = 6;

    /// <summary>Default of <see cref="L2"/>.</summary>
    public const double DefaultL2 = 1;

    /// <summary>Default of <see cref="MinLeafWeight"/>.</summary>
    public const double DefaultMinLeafWeight = 1;

    /// <summary>Default of <see cref="ValidationShare"/>.</summary>
    public const double DefaultValidationShare = 0.1;

    /// <summary>Default of <see cref="Patience"/>.</summary>
    public const int DefaultPatience = 10;

    /// <summary>Most iterations; each adds one tree, and with several outputs or more than two classes one for each.</summary>
    [Range(1, 1_000_000)]
    public int Iterations { get; init; } = DefaultIterations;

    /// <summary>What each tree's answer is multiplied by. Smaller steps need more iterations and often generalise better.</summary>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = DefaultLearningRate;

    /// <summary>Most splits between the root and a leaf.</summary>
    [Range(1, 30)]
    public int MaxDepth { get; init; } = DefaultMaxDepth;

    /// <summary>Added to the second derivatives of each leaf: draws the answers of small leaves to zero.</summary>
    [Range(0, double.MaxValue)]
    public double L2 { get; init; } = DefaultL2;

    /// <summary>
    /// Least sum of second derivatives in a leaf: for values the weight of its rows, for classes that times p (1 − p).
    /// Weights are scaled so that their mean is one.
    /// </summary>
    [Range(1e-6, double.MaxValue)]
    public double MinLeafWeight { get; init; } = DefaultMinLeafWeight;

    /// <summary>Share of the rows that is held out, to stop when they are answered no better. 0 holds out none and never stops early.</summary>
    [Range(0, 0.9)]
    public double ValidationShare { get; init; } = DefaultValidationShare;

    /// <summary>Iterations without any improvement on the rows held out, after which it stops; the trees after the best iteration are dropped, which is the first at least.</summary>
    [Range(1, int.MaxValue)]
    public int Patience { get; init; } = DefaultPatience;
}
