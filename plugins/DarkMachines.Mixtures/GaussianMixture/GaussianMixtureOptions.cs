using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Mixtures;

/// <summary>Options of <see cref="GaussianMixture"/>.</summary>
public sealed record GaussianMixtureOptions
{
    /// <summary>Default of <see cref="MostComponents"/>.</summary>
    public const int DefaultMostComponents = 10;

    /// <summary>Default of <see cref="VarianceFloor"/>.</summary>
    public const double DefaultVarianceFloor = 1e-6;

    /// <summary>Default of <see cref="Tolerance"/>.</summary>
    public const double DefaultTolerance = 1e-3;

    /// <summary>Default of <see cref="MaxIterations"/>.</summary>
    public const int DefaultMaxIterations = 100;

    /// <summary>
    /// Number of components; fewer where there are fewer distinct rows. 0 to choose it: of 1, 2, … the number with the least
    /// Bayesian information criterion.
    /// </summary>
    [Range(0, 10_000)]
    public int Components { get; init; }

    /// <summary>The most components that are tried where their number is chosen; it also ends when two more have not helped.</summary>
    [Range(1, 10_000)]
    public int MostComponents { get; init; } = DefaultMostComponents;

    /// <summary>The form of the components' covariances.</summary>
    public CovarianceForm Covariance { get; init; } = CovarianceForm.Full;

    /// <summary>Added to each component's variance along every column, in units of the column's variance over all rows.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double VarianceFloor { get; init; } = DefaultVarianceFloor;

    /// <summary>The fit ends when the mean log likelihood a row gains less than this in an iteration.</summary>
    [Range(0.0, 1.0)]
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>Most iterations for one number of components.</summary>
    [Range(1, 1_000_000)]
    public int MaxIterations { get; init; } = DefaultMaxIterations;
}

/// <summary>The form of the components' covariances.</summary>
public enum CovarianceForm
{
    /// <summary>Each component has a covariance of its own.</summary>
    Full,

    /// <summary>Each component has a variance of its own for each column, and no correlations.</summary>
    Diagonal,

    /// <summary>All components have the same covariance.</summary>
    Tied,
}
