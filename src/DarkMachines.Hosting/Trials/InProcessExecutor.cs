using System.Diagnostics;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// Runs trials one after another in this process: the quickest way for entrants that are trusted, and the one to debug in.
/// A time limit ends an entrant that looks at its request to stop; nothing ends one that does not.
/// </summary>
/// <param name="worker">Runs one trial.</param>
/// <param name="time">The clock of the records.</param>
public sealed class InProcessExecutor(TrialWorker worker, TimeProvider time) : ITrialExecutor
{
    /// <inheritdoc/>
    public void Execute(IReadOnlyList<TrialOrder> orders, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(tell);
        foreach (var order in orders)
        {
            cancellation.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            TrialFailure? unwritten = null;
            try
            {
                Run(order, watch, tell, cancellation);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                unwritten = TrialFailure.Of(failure);
            }

            tell(new TrialEvent(order, TrialState.Ended, Seconds: watch.Elapsed.TotalSeconds, Failure: unwritten));
        }
    }

    private void Run(TrialOrder order, Stopwatch watch, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        tell(new TrialEvent(order, TrialState.Running));
        var folder = order.Prepare();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(order.Limits.Seconds));
        try
        {
            worker.Run(order.Trial, folder, new Teller(order, watch, tell), limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            folder.WriteResult(TrialRecord.Failed(order.Trial, TrialFailure.OverTime(order.Limits), time));
        }
    }

    private sealed class Teller(TrialOrder order, Stopwatch watch, Action<TrialEvent> tell) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) =>
            tell(new TrialEvent(order, TrialState.Running, TrialFolder.Describe(value), watch.Elapsed.TotalSeconds));
    }
}
