using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Forests;

/// <summary>Options of <see cref="RandomForest"/>.</summary>
public sealed record RandomForestOptions : ForestOptions
{
    /// <summary>Default of <see cref="ExactRows"/>.</summary>
    public const int DefaultExactRows = 32;

    /// <summary>The defaults.</summary>
    public RandomForestOptions() => Bootstrap = true;

    /// <summary>
    /// Most rows of a node in which every split is tried. Larger nodes are split between 256 bins of each column, which
    /// hold equally many rows, or one value each if there are no more.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int ExactRows { get; init; } = DefaultExactRows;
}
