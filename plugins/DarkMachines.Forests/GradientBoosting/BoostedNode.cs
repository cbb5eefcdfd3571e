using System.Runtime.Intrinsics;

namespace DarkMachines.Forests;

/// <summary>A node of a growing level.</summary>
/// <param name="place">Its place in the tree.</param>
/// <param name="start">Its first row among those of the tree.</param>
/// <param name="end">One past its last row.</param>
/// <param name="total">The sums of its derivatives: second, and minus first.</param>
internal sealed class BoostedNode(int place, int start, int end, Vector128<double> total)
{
    /// <summary>Its place in the tree.</summary>
    public int Place => place;

    /// <summary>Its first row.</summary>
    public int Start => start;

    /// <summary>One past its last row.</summary>
    public int End => end;

    /// <summary>Number of its rows.</summary>
    public int RowCount => end - start;

    /// <summary>The sums of its derivatives.</summary>
    public Vector128<double> Total => total;

    /// <summary>The sums of all its bins, where they are kept; in one that is made of its parent's, the parent's until then.</summary>
    public Vector128<double>[]? Sums { get; set; }

    /// <summary>The sibling, smaller, whose sums are taken from <see cref="Sums"/>; null if the rows are added up.</summary>
    public BoostedNode? Smaller { get; set; }

    /// <summary>True if it is the <see cref="Smaller"/> of its sibling, together with which it is looked at.</summary>
    public bool IsSmaller { get; set; }

    /// <summary>The best split of each column.</summary>
    public BoostedSplit[] Splits { get; set; } = [];
}
