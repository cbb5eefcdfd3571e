using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Conformance;

/// <summary>The size of the examination.</summary>
public sealed record ConformanceSettings
{
    /// <summary>Seed of the data and of every fit.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Training rows of an ordinary problem.</summary>
    [Range(30, 1_000_000)]
    public int Rows { get; init; } = 200;

    /// <summary>Columns of an ordinary problem.</summary>
    [Range(2, 10_000)]
    public int Columns { get; init; } = 4;

    /// <summary>
    /// Longest wait, in seconds, for a fit that was asked to stop and for scores of missing values. The contract asks a
    /// fit to look every second; the default leaves room for a busy machine.
    /// </summary>
    [Range(0.1, 3600)]
    public double PatienceSeconds { get; init; } = 10;

    internal TimeSpan Patience => TimeSpan.FromSeconds(PatienceSeconds);
}
