using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Histograms;

/// <summary>Options of <see cref="Loda"/>.</summary>
public sealed record LodaOptions
{
    /// <summary>Default of <see cref="Projections"/>.</summary>
    public const int DefaultProjections = 100;

    /// <summary>Default of <see cref="Bins"/>.</summary>
    public const int DefaultBins = 10;

    /// <summary>Random directions that rows are projected on.</summary>
    [Range(1, 100_000)]
    public int Projections { get; init; } = DefaultProjections;

    /// <summary>Bins of each projection's histogram, of equal width from its least to its greatest value.</summary>
    [Range(1, 100_000)]
    public int Bins { get; init; } = DefaultBins;

    /// <summary>True to project columns in units of their standard deviations, false in their own.</summary>
    public bool Standardise { get; init; } = true;
}
