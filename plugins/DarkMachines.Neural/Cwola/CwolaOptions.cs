using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="Cwola"/>.</summary>
public sealed record CwolaOptions : EncodedNetworkOptions
{
    /// <summary>Default of <see cref="Folds"/>.</summary>
    public const int DefaultFolds = 5;

    /// <summary>Default of <see cref="Tries"/>.</summary>
    public const int DefaultTries = 2;

    /// <summary>Default of <see cref="ControlEfficiency"/>.</summary>
    public const double DefaultControlEfficiency = 0.005;

    /// <summary>Parts that the rows are divided into: each is scored by networks that have not seen it.</summary>
    [Range(3, 100)]
    public int Folds { get; init; } = DefaultFolds;

    /// <summary>Networks trained for each pair of a fold to score and a fold to choose by, of which the best is kept.</summary>
    [Range(1, 1000)]
    public int Tries { get; init; } = DefaultTries;

    /// <summary>Share of the control sample of the choosing fold that the cut keeps at which networks are compared; at least one event.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double ControlEfficiency { get; init; } = DefaultControlEfficiency;
}
