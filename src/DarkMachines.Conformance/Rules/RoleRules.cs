namespace DarkMachines.Conformance;

/// <summary>Rules that one role has, or several share.</summary>
internal static class RoleRules
{
    /// <summary>The rules of a role.</summary>
    public static IReadOnlyList<Rule> Of(ConformanceKind kind) => kind switch
    {
        ConformanceKind.Classifier => ClassifierRules.All,
        ConformanceKind.AnomalyDetector => AnomalyRules.All,
        ConformanceKind.DensityEstimator => [.. AnomalyRules.All, .. DensityRules.All],
        ConformanceKind.Autoencoder => [.. AnomalyRules.All, .. AutoencoderRules.All],
        _ => SurrogateRules.All,
    };
}
