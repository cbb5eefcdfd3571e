namespace DarkMachines.Neighbours;

/// <summary>How the distance between two rows is measured.</summary>
public enum DistanceMetric
{
    /// <summary>Root of the sum of squared differences.</summary>
    Euclidean,

    /// <summary>Sum of absolute differences.</summary>
    Manhattan,

    /// <summary>
    /// Euclidean after whitening: in units of the training rows' covariance (Mahalanobis 1936). Needs columns none of which
    /// follows from the others.
    /// </summary>
    Mahalanobis,
}
