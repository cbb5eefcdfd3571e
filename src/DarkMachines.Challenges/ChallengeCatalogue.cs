using DarkMachines.Challenges.DmAstro;
using DarkMachines.Challenges.LhcAnomaly;
using DarkMachines.Challenges.Surrogates.Classification;
using DarkMachines.Challenges.Surrogates.Regression;
using DarkMachines.Challenges.Tabular;
using DarkMachines.Data.Events;

namespace DarkMachines.Challenges;

/// <summary>The challenges that ship.</summary>
public static class ChallengeCatalogue
{
    /// <summary>All of them, in the order they are listed.</summary>
    public static IReadOnlyList<IChallenge> All { get; } =
    [
        new DmAstroChallenge(), new TabularChallenge(), new LhcAnomalyChallenge(),
        new SusyAiChallenge(), new ActiveChallenge(), new XsecChallenge(), new LikelihoodChallenge(),
    ];

    /// <summary>All, and those that can be named but are not listed: <c>lhc-anomaly:SET</c> with another feature set.</summary>
    public static IReadOnlyList<IChallenge> WithVariants { get; } =
    [
        .. All,
        .. FeatureSets.All.Where(set => set.Name != LhcAnomalyChallenge.DefaultFeatureSet).Select(set => new LhcAnomalyChallenge(set.Name)),
    ];
}
