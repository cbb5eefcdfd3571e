using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neighbours;

/// <summary>Options of <see cref="KnnTwoSample"/>.</summary>
public sealed record KnnTwoSampleOptions
{
    /// <summary>Default of <see cref="Neighbours"/>.</summary>
    public const int DefaultNeighbours = 10;

    /// <summary>Which neighbour within each sample tells its density. More give smoother ratios.</summary>
    [Range(1, int.MaxValue)]
    public int Neighbours { get; init; } = DefaultNeighbours;

    /// <summary>How the distance between two rows is measured.</summary>
    public DistanceMetric Metric { get; init; } = DistanceMetric.Euclidean;

    /// <summary>
    /// Measure distances after giving each column zero mean and unit spread over all samples together. Without it a
    /// column counts in proportion to its unit. The Mahalanobis metric needs no such units.
    /// </summary>
    public bool Standardise { get; init; } = true;
}
