using DarkMachines.Challenges.DmAstro;
using DarkMachines.Challenges.LhcAnomaly;
using DarkMachines.Challenges.Surrogates.Classification;
using DarkMachines.Challenges.Surrogates.Regression;
using DarkMachines.Challenges.Tabular;

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
}
