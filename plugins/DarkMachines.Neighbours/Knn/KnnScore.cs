namespace DarkMachines.Neighbours;

/// <summary>Which distance is the anomaly score.</summary>
public enum KnnScore
{
    /// <summary>To the k-th nearest training row (Ramaswamy, Rastogi and Shim, SIGMOD 2000, 427).</summary>
    KthDistance,

    /// <summary>The weighted mean over the k nearest training rows (Angiulli and Pizzuti, PKDD 2002, 15).</summary>
    MeanDistance,
}
