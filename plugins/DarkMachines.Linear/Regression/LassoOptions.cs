using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="Lasso"/>.</summary>
public sealed record LassoOptions
{
    /// <summary>
    /// Weight of the penalty alpha × |w|₁ against half the mean squared residual. The greater, the more coefficients are
    /// zero. It depends on the columns' units: standardise columns of unlike spread.
    /// </summary>
    [Range(1e-12, 1e12)]
    public double Alpha { get; init; } = ElasticNetOptions.DefaultAlpha;

    /// <summary>Duality gap at which the fit has converged, in units of half the value's variance.</summary>
    [Range(1e-14, 1e-1)]
    public double Tolerance { get; init; } = ElasticNetOptions.DefaultTolerance;

    /// <summary>Most rounds over all columns; a fit that has not converged by then fails.</summary>
    [Range(1, 10_000_000)]
    public int MaxIterations { get; init; } = ElasticNetOptions.DefaultMaxIterations;
}
