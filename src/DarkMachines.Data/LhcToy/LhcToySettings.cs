namespace DarkMachines.Data.Simulation;

/// <summary>How much of the toy simulation is drawn.</summary>
/// <param name="Seed">Seed; the same seed gives the same events.</param>
/// <param name="BackgroundEvents">Background events of channel 1; channels 2a, 2b and 3 have a tenth, as many again, and four times as many.</param>
/// <param name="SignalEvents">Events of each signal in each of its channels.</param>
public sealed record LhcToySettings(ulong Seed = LhcToy.DefaultSeed, int BackgroundEvents = 20_000, int SignalEvents = 2_000);
