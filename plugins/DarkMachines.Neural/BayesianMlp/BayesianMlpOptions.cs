using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="BayesianMlp"/>.</summary>
public sealed record BayesianMlpOptions : EncodedNetworkOptions
{
    /// <summary>Default of <see cref="Members"/>.</summary>
    public const int DefaultMembers = 5;

    /// <summary>Default of <see cref="Passes"/>.</summary>
    public const int DefaultPasses = 10;

    /// <summary>Networks of the deep ensemble, which learn side by side and differ by their first weights.</summary>
    [Range(1, 100)]
    public int Members { get; init; } = DefaultMembers;

    /// <summary>If there is dropout, how many thinned networks are drawn from each member to answer (Monte Carlo dropout); without it, one answers.</summary>
    [Range(1, 1000)]
    public int Passes { get; init; } = DefaultPasses;

    /// <summary>Scale deviations, or logits by a temperature, so that they fit the rows that were held back.</summary>
    public bool Calibrate { get; init; } = true;
}
