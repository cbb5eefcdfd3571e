using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Kernels;

/// <summary>Options of <see cref="Kde"/>.</summary>
public sealed record KdeOptions
{
    /// <summary>The shape of the density that stands on each training row.</summary>
    public KernelShape Kernel { get; init; } = KernelShape.Gaussian;

    /// <summary>How the width of the kernels is chosen.</summary>
    public BandwidthRule Rule { get; init; } = BandwidthRule.Scott;

    /// <summary>Width of the kernels in units of the training rows' spread, in place of the rule's.</summary>
    [Range(1e-6, 1e6)]
    public double? Bandwidth { get; init; }

    /// <summary>Which spread of the training rows the kernels take.</summary>
    public KernelCovariance Covariance { get; init; } = KernelCovariance.Diagonal;
}
