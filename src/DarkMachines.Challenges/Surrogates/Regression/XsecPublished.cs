using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>Mean relative errors of the networks that others published, on test points of their own.</summary>
internal static class XsecPublished
{
    private const string InertDoublet = "network of IDM_XS, learnt and tested on another, larger scan (B) of cross sections above 1e-7 pb";
    private const string DeepXs = "network of Eur. Phys. J. C 80 (2020) 12, learnt from millions of points at leading order and 1e5 K factors; all 10 000 test points";

    public static IReadOnlyList<PublishedResult> Results { get; } =
    [
        Row("idm-3535", "IDM_XS", 0.0185, InertDoublet + ", mean of five"), Row("idm-3636", "IDM_XS", 0.105, InertDoublet), Row("idm-3737", "IDM_XS", 0.226, InertDoublet),
        Row("idm-3537", "IDM_XS", 0.0076, InertDoublet), Row("idm-3637", "IDM_XS", 0.0048, InertDoublet), Row("idm-3735", "IDM_XS", 0.0057, InertDoublet),
        Row("idm-3736", "IDM_XS", 0.0072, InertDoublet), Row("idm-3536", "IDM_XS", 0.0058, InertDoublet),
        Row("deepxs-c1c1", "DeepXS", 0.00092, DeepXs), Row("deepxs-n2n2", "DeepXS", 0.00505, DeepXs),
    ];

    private static PublishedResult Row(string task, string algorithm, double mape, string note) => new(
        task, algorithm, new Dictionary<string, Estimate> { [SurrogateMetrics.Accuracy] = new(1 - mape), ["mape"] = new(mape) }, note);
}
