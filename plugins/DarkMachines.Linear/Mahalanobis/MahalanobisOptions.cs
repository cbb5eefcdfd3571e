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
}
