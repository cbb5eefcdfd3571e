using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using DarkMachines.Data.Events;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>The events of one channel as rows: of the background the first nine tenths train, the last tenth tests with all signals.</summary>
internal sealed class LhcChannel
{
    private const int TestShare = 10;
    private const int MostThreads = 8;

    private readonly Sample _background;
    private readonly IReadOnlyList<Sample> _signals;
    private readonly int _trainingRows;

    public LhcChannel(Channel channel, Sample background, IReadOnlyList<Sample> signals)
    {
        (Channel, _background, _signals) = (channel, background, signals);
        _trainingRows = background.Rows.RowCount - background.Rows.RowCount / TestShare;
        SampleOfTestRow = [.. Enumerable.Repeat(-1, background.Rows.RowCount - _trainingRows), .. signals.SelectMany((signal, i) => Enumerable.Repeat(i, signal.Rows.RowCount))];
    }

    public Channel Channel { get; }

    public IEnumerable<Sample> Samples => _signals.Prepend(_background);

    public IReadOnlyList<string> SignalNames => [.. _signals.Select(signal => signal.Name)];

    /// <summary>Of each test row before it is shuffled, the place of its signal; −1 for background.</summary>
    public IReadOnlyList<int> SampleOfTestRow { get; }

    public FeatureTable Training => _background.Rows.SliceRows(0, _trainingRows);

    /// <summary>The test rows in a random order, so that their places tell nothing.</summary>
    public FeatureTable Test(ulong seed) => Shuffled(sample => sample.Rows, seed);

    /// <summary>MET, HT and multiplicity of the same rows, for the baselines.</summary>
    public FeatureTable TestVariables(ulong seed) => Shuffled(sample => sample.Variables, seed);

    /// <summary>The place before the shuffle of each row after it.</summary>
    public int[] Order(ulong seed)
    {
        var order = Enumerable.Range(0, SampleOfTestRow.Count).ToArray();

        // What a trial does not know takes part, so that it cannot find the order again.
        var hidden = _signals.Aggregate(seed, (key, signal) => RandomStream.DeriveSeed(key, (ulong)signal.Rows.RowCount));
        new RandomStream(hidden, (ulong)Channel.All.ToList().IndexOf(Channel)).Shuffle<int>(order);
        return order;
    }

    public void AddTo(IncrementalHash hash)
    {
        foreach (var sample in _signals.Prepend(_background))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Channel.Name}/{sample.Name}/{sample.Rows.RowCount};"));
            for (var row = 0; row < sample.Rows.RowCount; row++)
            {
                hash.AppendData(MemoryMarshal.AsBytes(sample.Rows.Row(row)));
                hash.AppendData(MemoryMarshal.AsBytes(sample.Variables.Row(row)));
            }
        }
    }

    private FeatureTable Shuffled(Func<Sample, FeatureTable> table, ulong seed)
    {
        var background = table(_background).SliceRows(_trainingRows, _background.Rows.RowCount - _trainingRows);
        var columns = background.ColumnCount;
        var together = new float[SampleOfTestRow.Count * columns];
        var at = 0;
        foreach (var part in _signals.Select(table).Prepend(background))
        {
            part.Values.CopyTo(together.AsSpan(at));
            at += part.Values.Length;
        }

        return new FeatureTable(background.Features, together, rowShape: background.RowShape).SelectRows(Order(seed));
    }

    /// <summary>The events of one file.</summary>
    /// <param name="Name">Name of the signal, or of the background.</param>
    /// <param name="Rows">What entrants see.</param>
    /// <param name="Variables">What the baselines see, row by row.</param>
    /// <param name="Report">What the selection found.</param>
    public sealed record Sample(string Name, FeatureTable Rows, FeatureTable Variables, SelectionReport Report)
    {
        /// <summary>Makes the rows of some events.</summary>
        public static Sample Of(string name, IEventSource events, Channel channel, FeatureSet features)
        {
            var threads = Math.Min(Environment.ProcessorCount, MostThreads);
            var (tables, report) = FeatureSets.Tables([features, OneVariable.Variables], events, channel, threads: threads);
            return new Sample(name, tables[0], tables[1], report);
        }
    }
}
