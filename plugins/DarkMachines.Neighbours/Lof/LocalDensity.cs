namespace DarkMachines.Neighbours;

/// <summary>The two means of the local outlier factor (Breunig et al. 2000, definitions 6 and 7).</summary>
internal static class LocalDensity
{
    /// <summary>What is added to each mean, so that none is zero.</summary>
    public const double Floor = 1e-10;

    /// <summary>Weighted mean reach of a row, the inverse of its local density.</summary>
    /// <param name="neighbours">Its neighbours.</param>
    /// <param name="distances">Their distances.</param>
    /// <param name="kthDistances">Distance of each training row to its own k-th neighbour.</param>
    /// <param name="weights">Weight of each training row.</param>
    public static double MeanReach(ReadOnlySpan<int> neighbours, ReadOnlySpan<float> distances, float[] kthDistances, float[] weights)
    {
        double sum = 0, total = 0;
        for (var i = 0; i < neighbours.Length; i++)
        {
            double weight = weights[neighbours[i]];
            sum += weight * Math.Max(distances[i], kthDistances[neighbours[i]]);
            total += weight;
        }

        return sum / total + Floor;
    }

    /// <summary>Weighted mean of a row's mean reach over those of its neighbours.</summary>
    public static double Factor(double meanReach, ReadOnlySpan<int> neighbours, double[] meanReaches, float[] weights)
    {
        // Infinitely far from everything; in units of one of its neighbours' infinite reach it would not be a number.
        if (double.IsPositiveInfinity(meanReach))
            return meanReach;
        double sum = 0, total = 0;
        foreach (var neighbour in neighbours)
        {
            double weight = weights[neighbour];
            sum += weight * (meanReach / meanReaches[neighbour]);
            total += weight;
        }

        return sum / total;
    }
}
