namespace DarkMachines.Data.Events;

/// <summary>
/// What a detector saw in one event: all that a feature may be made of. Event id, process id and weight give the class
/// away and are not part of it, so that no feature can hold them.
/// </summary>
/// <remarks>Momenta and energies are in MeV, as in the files; angles in radians. The objects stand in the file's order.</remarks>
public readonly ref struct CollisionEvent
{
    /// <summary>Missing transverse momentum, MeV.</summary>
    public required float Met { get; init; }

    /// <summary>Azimuth of the missing transverse momentum, −π to π.</summary>
    public required float MetPhi { get; init; }

    /// <summary>Kind of each object.</summary>
    public required ReadOnlySpan<ObjectKind> Kinds { get; init; }

    /// <summary>Energy of each object, MeV.</summary>
    public required ReadOnlySpan<float> Energies { get; init; }

    /// <summary>Transverse momentum of each object, MeV.</summary>
    public required ReadOnlySpan<float> Pts { get; init; }

    /// <summary>Pseudorapidity of each object.</summary>
    public required ReadOnlySpan<float> Etas { get; init; }

    /// <summary>Azimuth of each object, −π to π.</summary>
    public required ReadOnlySpan<float> Phis { get; init; }

    /// <summary>Number of objects.</summary>
    public int Count => Kinds.Length;
}
