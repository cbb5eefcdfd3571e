namespace DarkMachines;

/// <summary>What a fit is given beside its data: seed, threads, progress and cancellation.</summary>
/// <param name="seed">Seed of every random choice.</param>
/// <param name="threads">Threads the fit may use, at least 1. The result must not depend on it.</param>
/// <param name="progress">Where to report progress; null for nowhere.</param>
/// <param name="cancellation">Asks the fit to stop.</param>
public sealed class FitContext(
    ulong seed, int threads = 1, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
{
    /// <summary>Seed of every random choice.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Threads the fit may use.</summary>
    public int Threads { get; } = threads >= 1
        ? threads
        : throw new ArgumentOutOfRangeException(nameof(threads), threads, "A fit needs at least one thread.");

    /// <summary>Asks the fit to stop; look at it at least every second.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>
    /// A file that a fit may write its state to, and that it goes on from, to the same bytes, if an earlier one was ended;
    /// null for none. Who made the context removes it once the model is saved. A fit that cannot do this ignores it.
    /// </summary>
    public string? Checkpoint { get; init; }

    /// <summary>Least seconds between two writings of <see cref="Checkpoint"/>.</summary>
    public double CheckpointSeconds { get; init; } = 60;

    /// <summary>
    /// True if a request to stop may be answered with the best model so far; false if it is always answered with
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    public bool KeepsBestWhenStopped { get; init; }

    /// <summary>
    /// A generator of its own for one purpose or one piece of work. Give every tree, restart or batch its own
    /// stream, and the result does not depend on which thread does which.
    /// </summary>
    /// <param name="stream">Number of the stream.</param>
    public RandomStream Random(ulong stream) => new(Seed, stream);

    /// <summary>Reports progress.</summary>
    /// <param name="fraction">Share done, from 0 to 1.</param>
    /// <param name="stage">What is being done, in a few words.</param>
    public void Report(double fraction, string stage) => progress?.Report(new FitProgress(fraction, stage));

    /// <summary>
    /// Does pieces of work on the threads allowed, and stops between two pieces when asked to. Each piece must write
    /// to a place of its own, so that the result does not depend on the order.
    /// </summary>
    /// <param name="count">Number of pieces.</param>
    /// <param name="work">Does the piece whose number it is given.</param>
    /// <exception cref="OperationCanceledException">The context asked to stop.</exception>
    public void ForEach(int count, Action<int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Threads == 1)
        {
            for (var i = 0; i < count; i++)
            {
                Cancellation.ThrowIfCancellationRequested();
                work(i);
            }

            return;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = Cancellation };
        try
        {
            Parallel.For(0, count, parallel, work);
        }
        catch (AggregateException all) when (all.InnerExceptions.Count > 0)
        {
            // The caller sees the same exception as with one thread.
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(all.InnerExceptions[0]);
        }
    }
}

/// <summary>How far a fit is.</summary>
/// <param name="Fraction">Share done, from 0 to 1.</param>
/// <param name="Stage">What is being done, in a few words.</param>
public readonly record struct FitProgress(double Fraction, string Stage);
