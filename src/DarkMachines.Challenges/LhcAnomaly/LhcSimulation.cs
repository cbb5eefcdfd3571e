using DarkMachines.Data.Events;
using DarkMachines.Data.Simulation;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>The simulation that stands in for absent files: small enough for a first board within minutes.</summary>
internal static class LhcSimulation
{
    // A tenth tests, and 1 in 100 of it must be more than ten events.
    private const int BackgroundEvents = 20_000;
    private const int SignalEvents = 1_000;

    public static LhcTrials Draw(FeatureSet features, string reason) => new(
        [
            .. Channel.All.Select(channel => new LhcChannel(
                channel,
                LhcChannel.Sample.Of("background", LhcToy.Background(channel, BackgroundEvents), channel, features),
                [.. LhcToy.SignalsOf(channel).Select(signal => LhcChannel.Sample.Of(signal, LhcToy.Signal(signal, channel, SignalEvents), channel, features))])),
        ],
        features, isSimulated: true, $"Simulated data: {reason}.");
}
