using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Histograms;

/// <summary>Options of <see cref="Hbos"/>.</summary>
public sealed record HbosOptions
{
    /// <summary>Default of <see cref="Bins"/>.</summary>
    public const int DefaultBins = 10;

    /// <summary>Default of <see cref="Smoothing"/>.</summary>
    public const double DefaultSmoothing = 0.1;

    /// <summary>Default of <see cref="Margin"/>.</summary>
    public const double DefaultMargin = 0.5;

    /// <summary>Bins of each column, of equal width from its least to its greatest value.</summary>
    [Range(1, 100_000)]
    public int Bins { get; init; } = DefaultBins;

    /// <summary>Added to every density before its logarithm is taken, in units of one over the column's standard deviation.</summary>
    [Range(1e-12, 1e6)]
    public double Smoothing { get; init; } = DefaultSmoothing;

    /// <summary>How far beyond the outer bins these still reach, in widths of a bin; beyond, a row is as rare as in the rarest bin.</summary>
    [Range(0.0, 1000.0)]
    public double Margin { get; init; } = DefaultMargin;
}
