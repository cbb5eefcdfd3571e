using DarkMachines.Statistics;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>
/// Total improvements over all channels from table 23 of arXiv:2105.14027: the best of each kind of entrant. The whole
/// tables are read by <c>leaderboard lhc-anomaly --published DIR</c>, which also says what is odd about them.
/// </summary>
internal static class LhcPublished
{
    private const string Note = "Table 23 of arXiv:2105.14027, on the challenge's own events, all working points taken as known";

    public static IReadOnlyList<PublishedResult> Results { get; } =
    [
        Of("Flow-Efficient_Likelihood", 0.90, 15.00, 54.0),
        Of("Combined-AVG-DeepSVDD-Flow", 0.80, 10.00, 97.0),
        Of("DeepSetVAE beta1 w10", 0.08, 3.75, 18.8),
        Of("ALAD ld10 bs500 F", 0.19, 2.85, 14.6),
        Of("DAGMM_10_1e-07_1000_0.01_0.01_50_15_8", 0.00, 2.31, 6.5),
        Of("ConvVAE_PlanarFlow", 0.12, 2.28, 3.4),
        Of("VAE-dynamic-beta1-z13_Radius", 0.00, 2.20, 28.0),
        Of("KDE_PCA_D=9", 0.00, 1.43, 12.3),
        Of("SimpleAE", 0.20, 0.98, 39.6),
    ];

    private static PublishedResult Of(string model, double minimum, double median, double maximum) => new(
        LhcAnomalyChallenge.AllChannels, model,
        new Dictionary<string, Estimate>
        {
            ["total-improvement-min"] = new(minimum), [LhcAnomalyChallenge.TotalImprovementMedian] = new(median), ["total-improvement-max"] = new(maximum),
        },
        Note);
}
