using System.Security.Cryptography;
using System.Text;
using DarkMachines.Data.Events;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>The challenge with its events.</summary>
internal sealed class LhcTrials : IChallengeData
{
    private readonly IReadOnlyList<LhcChannel> _channels;

    public LhcTrials(IReadOnlyList<LhcChannel> channels, FeatureSet features, bool isSimulated, string origin)
    {
        (_channels, IsSimulated, Origin) = (channels, isSimulated, origin);
        Tasks = LhcTasks.Of([.. channels.Select(channel => (channel.Channel, channel.SignalNames.Count))], features);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{features.Name}/{features.Version};"));
        foreach (var channel in channels)
            channel.AddTo(hash);
        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public bool IsSimulated { get; }

    public string Fingerprint { get; }

    public string Origin { get; }

    public IReadOnlyList<ChallengeTask> Tasks { get; }

    public string? Refusal(ChallengeTask task, Entrant entrant) => entrant.Fitted is IAnomalyModel model
        ? ModelColumns.Refusal(task, model)
        : "it is no anomaly detector, and lhc-anomaly asks for anomaly scores";

    public TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats)
    {
        var tables = new Dictionary<string, FeatureTable>();
        foreach (var channel in ChannelsOf(task))
        {
            tables[LhcRuns.Training + channel.Channel.Name] = channel.Training;
            tables[LhcRuns.Test + channel.Channel.Name] = channel.Test(seed);
            tables[LhcRuns.Variables + channel.Channel.Name] = channel.TestVariables(seed);
        }

        return new TrialInputs(task, tables, new Dictionary<string, ClassLabels>());
    }

    public Grades Grade(ChallengeTask task, TrialScores scores, int repeats)
    {
        var searches = new List<LhcSearch>();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            foreach (var channel in ChannelsOf(task))
                searches.AddRange(Searches(channel, scores, repeats, repeat));
        }

        return LhcGrading.Grade(searches, repeats);
    }

    private IEnumerable<LhcChannel> ChannelsOf(ChallengeTask task) => _channels.Where(channel => LhcTasks.Has(task, channel.Channel.Name));

    private static IEnumerable<LhcSearch> Searches(LhcChannel channel, TrialScores scores, int repeats, int repeat)
    {
        var rows = channel.SampleOfTestRow.Count;
        var array = LhcRuns.RequireComplete(scores, channel.Channel.Name, repeats, rows);
        var order = channel.Order(scores.Seed);
        var ordered = new float[rows];
        for (var i = 0; i < rows; i++)
            ordered[order[i]] = array.Values[repeat * rows + i];

        var background = ordered[..channel.SampleOfTestRow.Count(sample => sample < 0)];
        var first = background.Length;
        for (var signal = 0; signal < channel.SignalNames.Count; signal++)
        {
            var count = channel.SampleOfTestRow.Count(sample => sample == signal);
            yield return new LhcSearch(repeat, channel.Channel.Name, channel.SignalNames[signal], background, ordered[first..(first + count)]);
            first += count;
        }
    }
}
