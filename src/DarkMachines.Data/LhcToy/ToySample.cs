using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>
/// Simulated events of one file: a channel's background or one signal. Every block of events has a stream of its own, so
/// that the events do not depend on the threads, nor the first ones on how many there are.
/// </summary>
internal sealed class ToySample : IEventSource
{
    private const int BlockLength = 500;

    // Resolution and what is no parton make no more of HT than this, but for one event in thousands.
    private const double PossibleHt = 0.85;

    // So many draws without an event that passes are a mistake in the process or its channel.
    private const int MostDraws = 10_000_000;

    private readonly Channel _channel;
    private readonly (ToyProcess Process, double Share)[] _mix;
    private readonly int _count;
    private readonly double _weight;
    private readonly ulong _seed;

    private ToySample(string name, Channel channel, IReadOnlyList<(ToyProcess, double)> mix, int count, double weight, ulong seed) =>
        (Name, _channel, _mix, _count, _weight, _seed) = (name, channel, [.. mix], count, weight, seed);

    public string Name { get; }

    public static ToySample Background(Channel channel, int count, ulong seed) =>
        new($"background_chan{channel.Name}", channel, Backgrounds.Of(channel), count, 1, RandomStream.DeriveSeed(seed, Number(channel)));

    public static ToySample Signal(ToyProcess signal, Channel channel, int count, ulong seed) => new(
        $"{signal.Name}_chan{channel.Name}", channel, [(signal, 1)], count, 1e-6,
        RandomStream.DeriveSeed(seed, 1000 * (1 + Number(channel)) + (ulong)Signals.Of(channel).ToList().IndexOf(signal)));

    public IEnumerable<EventBatch> ReadBatches(int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default) =>
        OrderedWork.Select((_count + BlockLength - 1) / BlockLength, threads, Draw, progress, "simulating events", cancellation);

    private static ulong Number(Channel channel) => (ulong)Channel.All.ToList().IndexOf(channel);

    private EventBatch Draw(int block)
    {
        var random = new RandomStream(_seed, (ulong)block);
        var (collision, detector, trial, batch) = (new HardEvent(random), new Detector(random), new EventBatch(), new EventBatch());
        for (var i = Math.Min(BlockLength, _count - block * BlockLength); i > 0; i--)
        {
            var process = Choose(random);
            DrawOne(process, collision, detector, trial);
            batch.AddCopy(trial, 0);
        }

        return batch;
    }

    private void DrawOne(ToyProcess process, HardEvent collision, Detector detector, EventBatch trial)
    {
        var leastMet = _channel.LeastMet / 1000;
        var leastHt = PossibleHt * _channel.LeastHt / 1000;
        for (var draws = 0; draws < MostDraws; draws++)
        {
            collision.Clear();
            process.Draw(collision, _channel);
            // What fails here could hardly pass once it is measured, and measuring takes the time.
            var (x, y) = collision.Missing;
            if (x * x + y * y < leastMet * leastMet || collision.PartonPt < leastHt)
                continue;
            trial.Clear();
            detector.See(collision, trial, 1 + collision.Random.Below(int.MaxValue), trial.ProcessOf(process.Name), _weight);
            if (StoredObject.MakesStored(trial[0]) && _channel.Accepts(trial[0]))
                return;
        }

        throw new InvalidOperationException($"No event of {process.Name} passes into channel {_channel.Name}.");
    }

    private ToyProcess Choose(RandomStream random)
    {
        var left = random.Uniform();
        foreach (var (process, share) in _mix)
        {
            if ((left -= share) < 0)
                return process;
        }

        return _mix[^1].Process;
    }
}
