using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Conformance.Tests;

/// <summary>Options of the sample algorithms.</summary>
public sealed record SampleOptions
{
    /// <summary>Multiplies the answers.</summary>
    [Range(0.5, 2.0)]
    public double Scale { get; init; } = 1;
}
