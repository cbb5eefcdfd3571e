using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="DeepSvdd"/>.</summary>
public sealed record DeepSvddOptions : NetworkOptions
{
    /// <summary>Default of <see cref="Dimensions"/>.</summary>
    public const int DefaultDimensions = 3;

    /// <summary>Default of <see cref="Targets"/>.</summary>
    public const int DefaultTargets = 4;

    /// <summary>How many numbers of outputs the ensemble takes, from the front of 5, 8, 13, 21, 34, 55, 89, 144, 233.</summary>
    [Range(1, 9)]
    public int Dimensions { get; init; } = DefaultDimensions;

    /// <summary>How many target values the ensemble takes for each number of outputs, from the front of 1, 2, 3, 4, 10, 25, 0.</summary>
    [Range(1, 7)]
    public int Targets { get; init; } = DefaultTargets;
}
