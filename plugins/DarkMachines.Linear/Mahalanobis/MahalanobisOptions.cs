using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="Mahalanobis"/>.</summary>
public sealed record MahalanobisOptions
{
    /// <summary>Default of <see cref="EigenvalueFloor"/>.</summary>
    public const double DefaultEigenvalueFloor = 1e-9;

    /// <summary>
    /// Least eigenvalue of the correlation matrix; lesser ones are raised to it. The mean eigenvalue is 1. It makes
    /// repeated or dependent columns, and fewer rows than columns, harmless; where no eigenvalue is below it, it does nothing.
    /// </summary>
    [Range(1e-12, 1.0)]
    public double EigenvalueFloor { get; init; } = DefaultEigenvalueFloor;

    /// <summary>
    /// True to fit the distribution to the rows that are no outliers, which the minimum covariance determinant finds
    /// (FAST-MCD with reweighting). It takes far longer.
    /// </summary>
    public bool Robust { get; init; }

    /// <summary>
    /// Share of the rows that a robust fit takes the determinant of: the rest may be outliers of any kind.
    /// 0 for the share that withstands most of them, a little more than one half.
    /// </summary>
    [Range(0.0, 1.0)]
    public double SupportFraction { get; init; }
}
