using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Mixtures;

/// <summary>Options of <see cref="KMeans"/>.</summary>
public sealed record KMeansOptions
{
    /// <summary>Default of <see cref="Clusters"/>.</summary>
    public const int DefaultClusters = 8;

    /// <summary>Default of <see cref="Restarts"/>.</summary>
    public const int DefaultRestarts = 3;

    /// <summary>Default of <see cref="MaxIterations"/>.</summary>
    public const int DefaultMaxIterations = 300;

    /// <summary>Number of clusters; fewer where there are fewer distinct rows.</summary>
    [Range(1, 100_000)]
    public int Clusters { get; init; } = DefaultClusters;

    /// <summary>Starts from other random centres; the one with the least sum of squared distances is kept.</summary>
    [Range(1, 1000)]
    public int Restarts { get; init; } = DefaultRestarts;

    /// <summary>Most times that rows are assigned to centres from one start.</summary>
    [Range(1, 100_000)]
    public int MaxIterations { get; init; } = DefaultMaxIterations;

    /// <summary>True to measure distances in standard deviations of the columns, false in their units.</summary>
    public bool Standardise { get; init; } = true;
}
