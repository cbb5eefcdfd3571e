using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neighbours;

/// <summary>Options of <see cref="Lof"/>.</summary>
public sealed record LofOptions
{
    /// <summary>Default of <see cref="Neighbours"/>.</summary>
    public const int DefaultNeighbours = 20;

    /// <summary>Number of neighbours whose density a row's own is compared with. Clusters of fewer rows count as outliers.</summary>
    [Range(1, int.MaxValue)]
    public int Neighbours { get; init; } = DefaultNeighbours;

    /// <summary>How the distance between two rows is measured.</summary>
    public DistanceMetric Metric { get; init; } = DistanceMetric.Euclidean;

    /// <summary>
    /// Measure distances after giving each column zero mean and unit spread over the training rows. Without it a
    /// column counts in proportion to its unit. The Mahalanobis metric needs no such units.
    /// </summary>
    public bool Standardise { get; init; } = true;
}
