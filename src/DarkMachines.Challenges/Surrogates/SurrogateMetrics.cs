namespace DarkMachines.Challenges.Surrogates;

/// <summary>Names of metrics, and quantiles, that the challenges of surrogates have in common.</summary>
internal static class SurrogateMetrics
{
    public const string Accuracy = "accuracy";
    public const string Microseconds = "microseconds-per-point";

    /// <summary>The quantiles of errors that are told, by name.</summary>
    public static IReadOnlyList<(string Name, double Share)> Quantiles { get; } = [("error-quantile-68", 0.6827), ("error-quantile-95", 0.9545), ("error-quantile-99.7", 0.9973)];

    /// <summary>Adds quantiles of absolute errors: the value of rank ⌊share × n⌋, counted from 0.</summary>
    public static void AddQuantiles(IDictionary<string, double> metrics, IEnumerable<double> errors)
    {
        var sorted = errors.Order().ToArray();
        foreach (var (name, share) in Quantiles)
            metrics[name] = sorted[Math.Min((int)(share * sorted.Length), sorted.Length - 1)];
    }
}
