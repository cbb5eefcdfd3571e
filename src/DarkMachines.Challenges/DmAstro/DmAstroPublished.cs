using DarkMachines.Statistics;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>The table of MNRAS 520 (2023) 1348: mean and standard deviation over 100 cross-validation runs.</summary>
internal static class DmAstroPublished
{
    private const string Paper = "MNRAS 520 (2023) 1348";
    private const string Resampled = Paper + ", set-up 3F-A: beta resampled 60 times within its error";
    private const string InputNoise = Paper + ", set-up 3F-B: the relative error of beta enters as input noise";

    public static IReadOnlyList<PublishedResult> Results { get; } =
    [
        Row("2F", "NN", Paper, (0.862, 0.008), (0.861, 0.030), (0.864, 0.034), auc: 0.95),
        Row("2F", "LR", Paper, (0.849, 0.008), (0.854, 0.015), (0.844, 0.014)),
        Row("2F", "NB", Paper, (0.824, 0.015), (0.839, null), (0.805, null)),
        Row("3F-beta-rel", "NN", Paper + ", footnote", (0.886, 0.008), (0.879, 0.028), (0.892, 0.028)),
        Row("3F-beta-rel", "GP", InputNoise, (0.881, 0.002), (0.896, 0.003), (0.849, 0.002)),
        Row("3F-sigma", "NN", Resampled, (0.850, 0.002), (0.879, 0.018), (0.823, 0.018)),
        Row("3F-sigma", "LR", Resampled, (0.830, 0.001), (0.850, 0.002), (0.810, 0.002)),
        Row("3F-sigma", "NB", Resampled, (0.825, 0.003), (0.837, null), (0.816, null)),
        Row("4F", "NN", Paper, (0.933, 0.007), (0.947, 0.017), (0.918, 0.015), auc: 0.98),
        Row("4F", "LR", Paper, (0.860, 0.009), (0.867, 0.015), (0.852, 0.013)),
        Row("4F", "NB", Paper, (0.835, 0.010), (0.862, null), (0.817, null)),
    ];

    private static PublishedResult Row(
        string task, string algorithm, string note,
        (double Value, double Spread) accuracy, (double Value, double? Spread) trueNegatives, (double Value, double? Spread) truePositives,
        double? auc = null)
    {
        var metrics = new Dictionary<string, Estimate>
        {
            ["overall-accuracy"] = new(accuracy.Value, accuracy.Spread),
            ["true-negative-rate"] = new(trueNegatives.Value, trueNegatives.Spread),
            ["true-positive-rate"] = new(truePositives.Value, truePositives.Spread),
        };
        if (auc is { } area)
            metrics["auc"] = new(area);
        return new PublishedResult(task, algorithm, metrics, note);
    }
}
