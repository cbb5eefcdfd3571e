using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="BetaVae"/>.</summary>
public sealed record BetaVaeOptions : VaeOptions
{
    /// <summary>Default of <see cref="Beta"/>.</summary>
    public const double DefaultBeta = 1e-3;

    /// <summary>Weight β of the divergence in the loss; that of the mean squared difference is 1 − β.</summary>
    [Range(0.0, 1.0)]
    public double Beta { get; init; } = DefaultBeta;
}
