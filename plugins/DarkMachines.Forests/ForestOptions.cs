using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Forests;

/// <summary>Options that forests have in common.</summary>
public abstract record ForestOptions
{
    /// <summary>Default of <see cref="Trees"/>.</summary>
    public const int DefaultTrees = 100;

    /// <summary>Default of <see cref="MinLeafRows"/>.</summary>
    public const int DefaultMinLeafRows = 1;

    /// <summary>Number of trees. More cost time in proportion and make the answers steadier.</summary>
    [Range(1, 1_000_000)]
    public int Trees { get; init; } = DefaultTrees;

    /// <summary>Most splits between the root and a leaf; 0 for no limit.</summary>
    [Range(0, int.MaxValue)]
    public int MaxDepth { get; init; }

    /// <summary>Fewest different training rows in a leaf.</summary>
    [Range(1, int.MaxValue)]
    public int MinLeafRows { get; init; } = DefaultMinLeafRows;

    /// <summary>
    /// Columns tried at each split, drawn anew each time; 0 for the square root of the number of columns where classes
    /// are learnt, and where values are a third of it for a random forest and all for extra trees, rounded down. All are
    /// tried if there are fewer. If none of those drawn can be split, more are drawn until one can.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int MaxFeatures { get; init; }

    /// <summary>Grow each tree on as many rows as there are, drawn with replacement. Without it each tree sees every row once.</summary>
    public bool Bootstrap { get; init; }

    /// <summary>
    /// Keep the answer of the trees that did not see it for each training row. It needs the bootstrap.
    /// </summary>
    public bool OutOfBag { get; init; }
}
