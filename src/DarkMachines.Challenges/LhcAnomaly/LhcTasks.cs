using DarkMachines.Data.Events;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>The tasks: one for each channel, and one for all of them where there are several.</summary>
internal static class LhcTasks
{
    private const string ChannelPrefix = "channel-";

    public static IReadOnlyList<ChallengeTask> Of(IReadOnlyList<(Channel Channel, int Signals)> channels, FeatureSet features)
    {
        string[] columns = [.. features.Features.Select(feature => feature.Name)];
        var tasks = channels.Select(item => new ChallengeTask(
            ChannelPrefix + item.Channel.Name, $"{item.Signals} signals in channel {item.Channel.Name}: {item.Channel.Summary}", columns));
        if (channels.Count > 1)
            tasks = tasks.Prepend(new ChallengeTask(LhcAnomalyChallenge.AllChannels, $"{channels.Sum(item => item.Signals)} signals in {channels.Count} channels, of each signal the best channel counts", columns));
        return [.. tasks];
    }

    /// <summary>True if a channel belongs to a task.</summary>
    public static bool Has(ChallengeTask task, string channel) => task.Name == LhcAnomalyChallenge.AllChannels || task.Name == ChannelPrefix + channel;
}
