using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neighbours;

/// <summary>Options of <see cref="Knn"/>.</summary>
public sealed record KnnOptions
{
    /// <summary>Default of <see cref="Neighbours"/>.</summary>
    public const int DefaultNeighbours = 10;

    /// <summary>Number of nearest training rows that answer for a row. More give smoother answers.</summary>
    [Range(1, int.MaxValue)]
    public int Neighbours { get; init; } = DefaultNeighbours;

    /// <summary>How the distance between two rows is measured.</summary>
    public DistanceMetric Metric { get; init; } = DistanceMetric.Euclidean;

    /// <summary>
    /// Measure distances after giving each column zero mean and unit spread over the training rows. Without it a
    /// column counts in proportion to its unit. The Mahalanobis metric needs no such units.
    /// </summary>
    public bool Standardise { get; init; } = true;

    /// <summary>Which distance is the anomaly score. Densities and class shares do not depend on it.</summary>
    public KnnScore Score { get; init; } = KnnScore.KthDistance;

    /// <summary>
    /// Let each neighbour's vote for its class count as one over its distance. Neighbours at distance zero, if there
    /// are any, then decide alone. Densities and anomaly scores do not depend on it.
    /// </summary>
    public bool DistanceWeighted { get; init; }
}
