using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>What leaves the collision, before the detector.</summary>
internal enum Flavour : byte
{
    Light,
    Charm,
    Bottom,
    Electron,
    Positron,
    Muon,
    Antimuon,
    Photon,
    Invisible,
}

/// <summary>A particle, its momentum in GeV.</summary>
internal readonly record struct Particle(Flavour Flavour, FourMomentum Momentum)
{
    public bool IsParton => Flavour <= Flavour.Bottom;
}
