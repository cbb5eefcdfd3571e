using System.ComponentModel.DataAnnotations;

namespace MyPlugin;

/// <summary>Options of <see cref="NearestCentroid"/>.</summary>
public sealed record NearestCentroidOptions
{
    /// <summary>Default of <see cref="Sharpness"/>.</summary>
    public const double DefaultSharpness = 1;

    /// <summary>How fast a class's probability falls with the distance from its centroid.</summary>
    [Range(0.001, 1000.0)]
    public double Sharpness { get; init; } = DefaultSharpness;
}
