using System.Buffers;
using System.Globalization;
using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>
/// A simulation of the LHC anomaly-score challenge for where its files are not at hand: standard-model background and
/// signals of new physics in the four channels, in the files' format. docs/lhc-anomaly.md says what physics is in it.
/// </summary>
public static class LhcToy
{
    /// <summary>The seed of the simulation that stands in for absent data.</summary>
    public const ulong DefaultSeed = 210514027;

    /// <summary>Name of the file that tells a folder of simulated events from real ones; it holds the settings.</summary>
    public const string MarkerName = "SIMULATED-lhc-toy.txt";

    /// <summary>The background of a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="events">How many events.</param>
    /// <param name="seed">Seed.</param>
    public static IEventSource Background(Channel channel, int events, ulong seed = DefaultSeed) => ToySample.Background(channel, events, seed);

    /// <summary>A signal in a channel.</summary>
    /// <param name="name">Its name, one of <see cref="SignalsOf"/>.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="events">How many events.</param>
    /// <param name="seed">Seed.</param>
    /// <exception cref="UsageException">The channel has no such signal (<c>unknown-signal</c>).</exception>
    public static IEventSource Signal(string name, Channel channel, int events, ulong seed = DefaultSeed)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var signal = Signals.Of(channel).FirstOrDefault(process => process.Name == name) ?? throw new UsageException(
            "unknown-signal", $"Channel {channel.Name} of the simulation has no signal '{name}'.", $"Choose one of {string.Join(", ", SignalsOf(channel))}.");
        return ToySample.Signal(signal, channel, events, seed);
    }

    /// <summary>Names of the signals of a channel.</summary>
    /// <param name="channel">The channel.</param>
    public static IReadOnlyList<string> SignalsOf(Channel channel) => [.. Signals.Of(channel).Select(process => process.Name)];

    /// <summary>Background events of a channel for as many of channel 1.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="settings">How much is drawn.</param>
    public static int BackgroundEvents(Channel channel, LhcToySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return channel == Channel.TwoA ? settings.BackgroundEvents / 10 : channel == Channel.Three ? 4 * settings.BackgroundEvents : settings.BackgroundEvents;
    }

    /// <summary>
    /// Writes the files of all channels, named as the real ones: <c>background_chanX_L.csv</c>, where the luminosity L (fb⁻¹)
    /// is that of the challenge scaled to the number of events, and <c>SIGNAL_chanX.csv</c>.
    /// </summary>
    /// <param name="folder">Where to; made if it is not there. Each channel has a folder of its own, <c>chanX</c>.</param>
    /// <param name="settings">How much is drawn.</param>
    /// <param name="threads">Threads to use; the files do not depend on it.</param>
    /// <param name="progress">Where to report the share done; null for nowhere.</param>
    /// <param name="cancellation">Asks to stop; the file that is being written is removed.</param>
    /// <exception cref="UserInputException">A file cannot be written (<c>folder-unwritable</c>).</exception>
    public static void Generate(
        string folder, LhcToySettings settings, int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Mark(folder, settings);
        var files = Channel.All.SelectMany(channel => FilesOf(channel, settings)).ToArray();
        var all = files.Sum(file => (double)file.Events);
        var done = 0.0;
        foreach (var file in files)
        {
            var before = done;
            var share = progress is null ? null : new Share(progress, before / all, file.Events / all);
            Write(Path.Combine(folder, file.Path), file.Source, threads, share, cancellation);
            done += file.Events;
        }
    }

    private static IEnumerable<(string Path, IEventSource Source, int Events)> FilesOf(Channel channel, LhcToySettings settings)
    {
        var events = BackgroundEvents(channel, settings);
        var luminosity = events / channel.EventsPerInverseFemtobarn;
        yield return (
            Path.Combine($"chan{channel.Name}", string.Create(CultureInfo.InvariantCulture, $"background_chan{channel.Name}_{luminosity:g3}.csv")),
            Background(channel, events, settings.Seed), events);
        foreach (var signal in SignalsOf(channel))
            yield return (Path.Combine($"chan{channel.Name}", $"{signal}_chan{channel.Name}.csv"), Signal(signal, channel, settings.SignalEvents, settings.Seed), settings.SignalEvents);
    }

    private static void Mark(string folder, LhcToySettings settings)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, MarkerName), string.Create(CultureInfo.InvariantCulture,
                $"Simulated events, lhc-toy of DarkMachines: seed {settings.Seed}, {settings.BackgroundEvents} background events of channel 1, {settings.SignalEvents} of each signal.\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(folder, exception);
        }
    }

    private static void Write(string path, IEventSource source, int threads, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var isComplete = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var stream = File.Create(path);
            var text = new ArrayBufferWriter<byte>();
            foreach (var batch in source.ReadBatches(threads, progress, cancellation))
            {
                text.ResetWrittenCount();
                EventText.Write(batch, text);
                stream.Write(text.WrittenSpan);
            }

            isComplete = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
        finally
        {
            if (!isComplete && File.Exists(path))
                File.Delete(path);
        }
    }

    private static UserInputException Unwritable(string path, Exception cause) => new(
        "folder-unwritable", $"'{path}' cannot be written: {cause.Message}", "Name a folder that you may write to, with room for the events.", cause);

    private sealed class Share(IProgress<FitProgress> whole, double before, double part) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => whole.Report(value with { Fraction = before + part * value.Fraction });
    }
}
