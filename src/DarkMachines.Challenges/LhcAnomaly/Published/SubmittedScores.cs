namespace DarkMachines.Challenges.LhcAnomaly.Published;

/// <summary>
/// Anomaly scores made elsewhere: CSV files with the columns <c>channel,signal,score</c> and, if events are weighted,
/// <c>weight</c>; a line an event, <c>background</c> in place of a signal's name. All signals of a channel share its background.
/// </summary>
public sealed class SubmittedScores
{
    /// <summary>What stands in place of a signal's name on background events.</summary>
    public const string Background = "background";

    private static readonly string[] Columns = ["channel", "signal", "score"];
    private static readonly string[] Channels = ["1", "2a", "2b", "3"];

    private readonly Dictionary<(string Channel, string Signal), Events> _events = [];

    private SubmittedScores()
    {
    }

    /// <summary>The channels and signals, in the order of the files.</summary>
    public IReadOnlyList<(string Channel, string Signal)> Tasks => [.. _events.Keys.Where(key => key.Signal != Background)];

    /// <summary>True if a file has weights.</summary>
    public bool IsWeighted { get; private set; }

    /// <summary>Reads files.</summary>
    /// <param name="paths">The files; a channel's events may be spread over several.</param>
    /// <exception cref="UserInputException">A file is missing, a line is wrong, or a channel lacks signal or background.</exception>
    public static SubmittedScores Read(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var scores = new SubmittedScores();
        foreach (var path in paths)
            scores.Add(path);
        if (scores.Tasks.Count == 0)
            throw new UserInputException("no-signal", "The score files have no signal events.", $"Give every event the name of its signal, or '{Background}', in the column signal.");
        foreach (var (channel, signal) in scores.Tasks)
        {
            if (scores._events.GetValueOrDefault((channel, Background)) is not { Sum: > 0 } || scores._events[(channel, signal)].Sum == 0)
                throw new UserInputException("no-background", $"'{signal}' in channel {channel} cannot be graded: it needs background events of that channel, and both need weight.", $"Add the channel's background with '{Background}' in the column signal.");
        }

        return scores;
    }

    /// <summary>The events that a signal is graded on, its channel's background first.</summary>
    /// <param name="task">Channel and signal.</param>
    public (float[] Scores, bool[] IsSignal, double[] Weights) EventsOf((string Channel, string Signal) task)
    {
        Events background = _events[(task.Channel, Background)], signal = _events[task];
        bool[] isSignal = [.. Enumerable.Repeat(false, background.Scores.Count), .. Enumerable.Repeat(true, signal.Scores.Count)];
        return ([.. background.Scores, .. signal.Scores], isSignal, IsWeighted ? [.. background.Weights, .. signal.Weights] : []);
    }

    private void Add(string path)
    {
        using var table = new TableReader(path);
        if (table.Has("AUC"))
            throw new UserInputException("no-scores", $"'{Path.GetFileName(path)}' is a table of results, not of scores.", "Put it into the folder of the published tables and see 'darkmachines leaderboard lhc-anomaly --published DIR'.");
        table.Require(Columns);
        var hasWeights = table.Has("weight");
        IsWeighted |= hasWeights;
        while (table.Next())
        {
            var channel = table.Text("channel");
            if (!Channels.Contains(channel))
                throw table.Error($"the channel '{TableReader.Quoted(channel)}'", $"Channels are {string.Join(", ", Channels)}.");
            var key = (channel, table.Text("signal"));
            if (!_events.TryGetValue(key, out var events))
                _events.Add(key, events = new Events());
            events.Add((float)table.Number("score", -float.MaxValue, float.MaxValue), hasWeights ? table.Number("weight", 0, double.MaxValue) : 1);
        }
    }

    private sealed class Events
    {
        public List<float> Scores { get; } = [];

        public List<double> Weights { get; } = [];

        public double Sum { get; private set; }

        public void Add(float score, double weight)
        {
            Scores.Add(score);
            Weights.Add(weight);
            Sum += weight;
        }
    }
}
