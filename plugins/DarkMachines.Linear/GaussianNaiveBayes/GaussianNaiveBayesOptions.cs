using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="GaussianNaiveBayes"/>.</summary>
public sealed record GaussianNaiveBayesOptions
{
    /// <summary>Default of <see cref="VarianceSmoothing"/>.</summary>
    public const double DefaultVarianceSmoothing = 1e-9;

    /// <summary>
    /// Share of the largest column's variance that is added to every variance. It keeps a column that is constant within a
    /// class from deciding alone; columns whose spread is far below the largest column's need standardising, or a lower value.
    /// </summary>
    [Range(1e-15, 1.0)]
    public double VarianceSmoothing { get; init; } = DefaultVarianceSmoothing;
}
