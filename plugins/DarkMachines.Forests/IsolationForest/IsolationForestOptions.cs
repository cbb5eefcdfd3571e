using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Forests;

/// <summary>Options of <see cref="IsolationForest"/>.</summary>
public sealed record IsolationForestOptions
{
    /// <summary>Default of <see cref="Trees"/>.</summary>
    public const int DefaultTrees = 100;

    /// <summary>Default of <see cref="SampleRows"/>.</summary>
    public const int DefaultSampleRows = 256;

    /// <summary>Number of trees. More cost time in proportion and make the scores steadier.</summary>
    [Range(1, 1_000_000)]
    public int Trees { get; init; } = DefaultTrees;

    /// <summary>Rows that each tree is grown on, each drawn once if they are not weighted; all if there are fewer.</summary>
    [Range(2, 1 << 24)]
    public int SampleRows { get; init; } = DefaultSampleRows;
}
