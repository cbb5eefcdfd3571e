using System.Globalization;
using System.Text.RegularExpressions;
using DarkMachines.Data.Events;
using DarkMachines.Data.Simulation;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>
/// The challenge's files under a data root: <c>background_chanX_L.csv</c> and <c>SIGNAL_chanX.csv</c>, in the root, in
/// <c>lhc</c>, or there in a folder <c>chanX</c> of their own.
/// </summary>
internal static partial class LhcFiles
{
    private const int FewestEvents = 100;

    /// <summary>Reads all channels that have a background and a signal; null if there is none.</summary>
    /// <exception cref="UserInputException">The folder is missing, a file is damaged, or too few events are left.</exception>
    public static LhcTrials? Read(string? dataRoot, FeatureSet features)
    {
        if (dataRoot is null)
            return null;
        if (!Directory.Exists(dataRoot))
            throw new UserInputException("data-root-missing", $"There is no folder '{dataRoot}'.", "Name the folder that holds the data.");
        var files = Find(dataRoot).ToArray();
        var channels = Channel.All.Where(channel => IsComplete(channel, files)).Select(channel => Read(channel, files, features)).ToArray();
        if (channels.Length == 0)
            return null;
        var isSimulated = Roots(dataRoot).Any(root => File.Exists(Path.Combine(root, LhcToy.MarkerName)));
        return new LhcTrials(channels, features, isSimulated, Origin(dataRoot, channels, isSimulated));
    }

    /// <summary>Why there is nothing to read.</summary>
    public static string ReasonForNone(string? dataRoot) => dataRoot is null
        ? "no data folder is named"
        : $"no channel has both background_chanX_L.csv and SIGNAL_chanX.csv in {dataRoot} or its folders lhc and chanX";

    private static bool IsComplete(Channel channel, LhcFile[] files) =>
        files.Any(file => file.Channel == channel && file.Signal is null) && files.Any(file => file.Channel == channel && file.Signal is not null);

    private static LhcChannel Read(Channel channel, LhcFile[] files, FeatureSet features)
    {
        var own = files.Where(file => file.Channel == channel).ToArray();
        if (own.GroupBy(file => file.Signal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UserInputException("file-twice", $"Channel {channel.Name} has two files of {twice.Key ?? "its background"}: '{twice.First().Path}' and '{twice.Last().Path}'.", "Move one of them away.");
        return new LhcChannel(channel, Sample(own.Single(file => file.Signal is null)), [.. own.Where(file => file.Signal is not null).OrderBy(file => file.Signal, StringComparer.Ordinal).Select(Sample)]);

        LhcChannel.Sample Sample(LhcFile file)
        {
            using var events = EventFile.Open(file.Path);
            var sample = LhcChannel.Sample.Of(file.Signal ?? "background", events, channel, features);
            var fewest = file.Signal is null ? FewestEvents : 1;
            return sample.Rows.RowCount >= fewest ? sample : throw new UserInputException(
                "too-few-events", $"'{file.Path}' has {sample.Rows.RowCount} events in channel {channel.Name}; at least {fewest} are needed. {sample.Report}.", "Look whether it is a file of that channel.");
        }
    }

    private static IEnumerable<string> Roots(string dataRoot) => ((string[])[dataRoot, Path.Combine(dataRoot, "lhc")]).Where(Directory.Exists);

    private static IEnumerable<LhcFile> Find(string dataRoot) =>
        from root in Roots(dataRoot)
        from folder in Directory.GetDirectories(root, "chan*").Prepend(root)
        from path in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)
        let name = FileName().Match(Path.GetFileName(path))
        where name.Success
        let signal = name.Groups["signal"].Value
        select new LhcFile(path, Channel.All.Single(channel => channel.Name == name.Groups["channel"].Value), signal == "background" ? null : signal);

    private static string Origin(string dataRoot, LhcChannel[] channels, bool isSimulated)
    {
        var samples = channels.SelectMany(channel => channel.Samples).ToArray();
        var foreign = samples.Where(sample => sample.Report.EventsWithForeignObjects > 0).ToArray();
        var text = $"{(isSimulated ? "Simulated" : "Real")} data: {samples.Length} files from {dataRoot}, definitions and selections re-applied to all";
        return foreign.Length == 0
            ? text + "; none broke them."
            : text + string.Create(CultureInfo.InvariantCulture, $"; {foreign.Length} broke them, '{foreign.MaxBy(s => s.Report.ForeignShare)!.Name}' in {100 * foreign.Max(s => s.Report.ForeignShare):0.0} % of its events.");
    }

    [GeneratedRegex(@"^(?:(?<signal>background)_chan(?<channel>1|2a|2b|3)_.*|(?<signal>.+)_chan(?<channel>1|2a|2b|3))\.csv$")]
    private static partial Regex FileName();

    private sealed record LhcFile(string Path, Channel Channel, string? Signal);
}
