using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>How points are chosen for an oracle; the defaults are those of Caron, Heskes, Otten, Stienen, Eur. Phys. J. C 79 (2019) 944.</summary>
public sealed record ActiveLearningOptions
{
    /// <summary>Points drawn at random to begin with.</summary>
    [Range(2, int.MaxValue)]
    public int Start { get; init; } = 10_000;

    /// <summary>Points added in a step.</summary>
    [Range(1, int.MaxValue)]
    public int Step { get; init; } = 2_500;

    /// <summary>Points in all.</summary>
    [Range(2, int.MaxValue)]
    public int Size { get; init; } = 100_000;

    /// <summary>Points drawn in each step, of which the least certain are added.</summary>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000;

    /// <summary>What the least certain are.</summary>
    public Uncertainty Uncertainty { get; init; }

    /// <summary>Share of each step that is drawn at random whatever the model thinks; 1 for random sampling.</summary>
    [Range(0, 1.0)]
    public double RandomShare { get; init; }
}
