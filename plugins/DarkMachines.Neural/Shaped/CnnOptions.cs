using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="Cnn"/>.</summary>
public sealed record CnnOptions : ShapedOptions
{
    /// <summary>Default of <see cref="Blocks"/>.</summary>
    public const int DefaultBlocks = 2;

    /// <summary>Default of <see cref="Filters"/>.</summary>
    public const int DefaultFilters = 16;

    /// <summary>Blocks of a convolution and a pooling by two, which is left out where an extent is one.</summary>
    [Range(1, 16)]
    public int Blocks { get; init; } = DefaultBlocks;

    /// <summary>Filters of the first block; each further one has twice as many.</summary>
    [Range(1, 4096)]
    public int Filters { get; init; } = DefaultFilters;

    /// <summary>Half the extent of a filter's window, without its centre: 1 for a window of 3.</summary>
    [Range(0, 16)]
    public int Reach { get; init; } = 1;
}
