using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="LinearDiscriminant"/>.</summary>
public sealed record LinearDiscriminantOptions
{
    /// <summary>Default of <see cref="Tolerance"/>.</summary>
    public const double DefaultTolerance = 1e-4;

    /// <summary>
    /// Least spread of a direction within classes, in units of the columns' spreads within classes; directions with less
    /// are left out.
    /// </summary>
    [Range(1e-7, 1.0)]
    public double Tolerance { get; init; } = DefaultTolerance;
}
