using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>A process that the simulation knows.</summary>
/// <param name="Name">Its name in the files.</param>
/// <param name="Draw">Fills an event, which was cleared, for a channel: what cannot pass may be left out.</param>
internal sealed record ToyProcess(string Name, Action<HardEvent, Channel> Draw);
