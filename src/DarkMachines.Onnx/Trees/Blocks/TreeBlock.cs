using System.Runtime.CompilerServices;

namespace DarkMachines.Onnx.Trees;

/// <summary>
/// Up to three levels of splits in one line of the cache, and where the eight exits lead: seven keys of thresholds, the
/// root's first and children 2i + 1 and 2i + 2, and the number of the first leaf that the block leads to; then eight
/// links, one an exit, with the column of a split in their lowest bits.
/// </summary>
/// <remarks>
/// The distance to the block that an exit leads to is in bytes, a multiple of 64. It is 0 if the exit is a leaf: a row that
/// has arrived comes to the same block, and to the same exit, again. Where there is no split, all rows go to the
/// first child.
/// </remarks>
[InlineArray(Length)]
internal struct TreeBlock
{
    /// <summary>Levels of splits.</summary>
    public const int Levels = 3;

    /// <summary>Places of splits.</summary>
    public const int Splits = (1 << Levels) - 1;

    /// <summary>Ways out.</summary>
    public const int Exits = 1 << Levels;

    /// <summary>Place of the number of the first leaf.</summary>
    public const int FirstLeaf = Splits;

    /// <summary>Place of the first link.</summary>
    public const int Links = Exits;

    /// <summary>Most columns.</summary>
    public const int MaxColumns = 32;

    /// <summary>The bits of a link that are not the distance.</summary>
    public const int ColumnBits = Bytes - 1;

    /// <summary>Size in bytes, a line of the cache.</summary>
    public const int Bytes = Length * sizeof(int);

    /// <summary>Key where there is no split: no row has a greater one.</summary>
    public const int NoSplit = int.MaxValue;

    private const int Length = 2 * Exits;

    // Of an exit that no row takes: not 0, or it were a leaf.
    private const int NoWay = Bytes;

    private int _first;

    /// <summary>A block without splits; its first exit is for whoever makes it.</summary>
    public static TreeBlock Empty
    {
        get
        {
            var block = default(TreeBlock);
            ((Span<int>)block)[..Splits].Fill(NoSplit);
            ((Span<int>)block)[Links..].Fill(NoWay);
            return block;
        }
    }

    /// <summary>Puts a split in its place.</summary>
    /// <param name="place">Place within the block.</param>
    /// <param name="split">The split.</param>
    public void SetSplit(int place, TreeNode split)
    {
        this[place] = RowKeys.Of(split.Threshold);
        this[Links + place] |= split.Column;
    }

    /// <summary>Says where an exit leads to.</summary>
    /// <param name="exit">The exit.</param>
    /// <param name="distance">How many blocks on; 0 for a leaf.</param>
    public void SetExit(int exit, int distance) =>
        this[Links + exit] = this[Links + exit] & ColumnBits | (int)checked((uint)distance * Bytes);

    /// <summary>How many blocks on an exit leads to; 0 for a leaf.</summary>
    /// <param name="exit">The exit.</param>
    public readonly int Distance(int exit) => (int)((uint)this[Links + exit] / Bytes);

    /// <summary>The number of the leaf that an exit is: the leaves of a block are numbered in the order of its exits.</summary>
    /// <param name="exit">The exit.</param>
    public readonly int Leaf(int exit)
    {
        var number = this[FirstLeaf];
        for (var before = 0; before < exit; before++)
            number += Distance(before) == 0 ? 1 : 0;
        return number;
    }

    /// <summary>The first place with a split on the way of the least values, or the place past the splits that stands for an exit.</summary>
    /// <param name="place">Where to begin.</param>
    public readonly int SplitFrom(int place)
    {
        while (place < Splits && this[place] == NoSplit)
            place = 2 * place + 1;
        return place;
    }

    /// <summary>The column that a split asks about.</summary>
    /// <param name="place">Place within the block.</param>
    public readonly int Column(int place) => this[Links + place] & ColumnBits;
}
