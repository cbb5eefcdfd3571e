using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="ElasticNet"/>.</summary>
public sealed record ElasticNetOptions
{
    /// <summary>Default of <see cref="Alpha"/>.</summary>
    public const double DefaultAlpha = 1;

    /// <summary>Default of <see cref="L1Ratio"/>.</summary>
    public const double DefaultL1Ratio = 0.5;

    /// <summary>Default of <see cref="Tolerance"/>.</summary>
    public const double DefaultTolerance = 1e-8;

    /// <summary>Default of <see cref="MaxIterations"/>.</summary>
    public const int DefaultMaxIterations = 100_000;

    /// <summary>
    /// Weight of both penalties together against half the mean squared residual. It depends on the columns' units:
    /// standardise columns of unlike spread.
    /// </summary>
    [Range(1e-12, 1e12)]
    public double Alpha { get; init; } = DefaultAlpha;

    /// <summary>Share of the penalty on absolute values, which makes coefficients zero; the rest is on squares.</summary>
    [Range(0.0, 1.0)]
    public double L1Ratio { get; init; } = DefaultL1Ratio;

    /// <summary>Duality gap at which the fit has converged, in units of half the value's variance.</summary>
    [Range(1e-14, 1e-1)]
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>Most rounds over all columns; a fit that has not converged by then fails.</summary>
    [Range(1, 10_000_000)]
    public int MaxIterations { get; init; } = DefaultMaxIterations;
}
