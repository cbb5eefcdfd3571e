using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Mixtures;

/// <summary>Options of <see cref="SelfOrganisingMap"/>.</summary>
public sealed record SelfOrganisingMapOptions
{
    /// <summary>Default of <see cref="Width"/> and <see cref="Height"/>.</summary>
    public const int DefaultSide = 8;

    /// <summary>Default of <see cref="Epochs"/>.</summary>
    public const int DefaultEpochs = 30;

    /// <summary>Default of <see cref="FinalRadius"/>.</summary>
    public const double DefaultFinalRadius = 0.5;

    /// <summary>Units across the map.</summary>
    [Range(1, 1000)]
    public int Width { get; init; } = DefaultSide;

    /// <summary>Units down the map.</summary>
    [Range(1, 1000)]
    public int Height { get; init; } = DefaultSide;

    /// <summary>How often all rows are gone through.</summary>
    [Range(1, 100_000)]
    public int Epochs { get; init; } = DefaultEpochs;

    /// <summary>
    /// Deviation of the Gaussian neighbourhood in the last epoch, in units of the map; it shrinks evenly, by the same
    /// factor in each epoch, from half the longer side. Small values fit the rows, large ones keep the map smooth.
    /// </summary>
    [Range(0.05, 1000)]
    public double FinalRadius { get; init; } = DefaultFinalRadius;

    /// <summary>True to measure distances in standard deviations of the columns, false in their units.</summary>
    public bool Standardise { get; init; } = true;
}
