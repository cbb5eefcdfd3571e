using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="Ridge"/>.</summary>
public sealed record RidgeOptions
{
    /// <summary>Default of <see cref="Alpha"/>.</summary>
    public const double DefaultAlpha = 1;

    /// <summary>
    /// Weight of the penalty alpha × |w|² against the sum of squared residuals. It depends on the columns' units:
    /// standardise columns of unlike spread.
    /// </summary>
    [Range(0.0, 1e12)]
    public double Alpha { get; init; } = DefaultAlpha;
}
