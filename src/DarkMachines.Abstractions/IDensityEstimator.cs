namespace DarkMachines;

/// <summary>Learns the probability density of background, or unlabelled, rows.</summary>
public interface IDensityEstimator : IAnomalyDetector
{
    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    new IDensityModel Fit(FeatureTable background, FitContext context);

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);
}

/// <summary>Gives log densities. Its anomaly score is minus the log density unless it defines another.</summary>
public interface IDensityModel : IAnomalyModel
{
    /// <summary>Natural logarithm of the probability density at each row, in units of one over the product of the columns' units.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="logDensities">Filled with <c>n</c> values; negative infinity where the density is zero.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void LogDensity(ReadOnlySpan<float> rows, Span<float> logDensities);

    void IAnomalyModel.Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        LogDensity(rows, scores);
        foreach (ref var score in scores)
            score = -score;
    }
}
