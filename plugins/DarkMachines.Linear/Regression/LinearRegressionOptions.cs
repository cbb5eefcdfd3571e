using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="LinearRegression"/>.</summary>
public sealed record LinearRegressionOptions
{
    /// <summary>Default of <see cref="Tolerance"/>.</summary>
    public const double DefaultTolerance = 1e-12;

    /// <summary>
    /// Principal directions of the standardised columns whose variance is at most this share of the greatest are left out:
    /// they are what dependent columns leave.
    /// </summary>
    [Range(1e-15, 0.1)]
    public double Tolerance { get; init; } = DefaultTolerance;
}
