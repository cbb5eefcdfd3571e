using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Neural;

/// <summary>Options of <see cref="Flow"/>. The hidden layers are those of each coupling's own network.</summary>
public sealed record FlowOptions : NetworkOptions
{
    /// <summary>Default of <see cref="Couplings"/>.</summary>
    public const int DefaultCouplings = 6;

    /// <summary>Default of <see cref="Bins"/>.</summary>
    public const int DefaultBins = 8;

    /// <summary>Default of <see cref="Bound"/>.</summary>
    public const double DefaultBound = 5;

    /// <summary>Couplings, one after the other: each moves half of the columns by splines that the other half decides on.</summary>
    [Range(1, 100)]
    public int Couplings { get; init; } = DefaultCouplings;

    /// <summary>Bins of each spline.</summary>
    [Range(2, 256)]
    public int Bins { get; init; } = DefaultBins;

    /// <summary>How far splines reach from zero, in units of the columns' spreads; values outside are left as they are.</summary>
    [Range(0.5, 1000.0)]
    public double Bound { get; init; } = DefaultBound;
}
