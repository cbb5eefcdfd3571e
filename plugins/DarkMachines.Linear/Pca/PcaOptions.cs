using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="Pca"/>.</summary>
public sealed record PcaOptions
{
    /// <summary>Default of <see cref="ExplainedShare"/>.</summary>
    public const double DefaultExplainedShare = 0.9;

    /// <summary>Components to keep, at most as many as columns; 0 to keep as many as the explained share asks for.</summary>
    [Range(0, 1_000_000)]
    public int Components { get; init; }

    /// <summary>
    /// Share of the variance of the standardised columns that the components kept explain at least, if their number is not given.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double ExplainedShare { get; init; } = DefaultExplainedShare;
}
