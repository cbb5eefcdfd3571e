using System.Runtime.ExceptionServices;

namespace DarkMachines.Hosting.Trials;

/// <summary>Runs each trial in a process of its own on this machine, several at a time.</summary>
/// <param name="supervisor">Runs one trial.</param>
/// <param name="jobs">Trials at a time, at least 1.</param>
public sealed class ProcessExecutor(TrialSupervisor supervisor, int jobs) : ITrialExecutor
{
    /// <inheritdoc/>
    public void Execute(IReadOnlyList<TrialOrder> orders, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(orders);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = -1;

        // A thread a job: each waits for its process nearly all the time. Trials start in their order.
        var jobsRunning = Enumerable.Range(0, Math.Min(jobs, orders.Count)).Select(_ => Task.Factory.StartNew(
            RunNext, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        try
        {
            Task.WaitAll(jobsRunning, CancellationToken.None);
        }
        catch (AggregateException all)
        {
            // What went wrong first: the other jobs were only asked to stop.
            var failure = all.InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException) ?? all.InnerExceptions[0];
            ExceptionDispatchInfo.Throw(failure);
        }

        void RunNext()
        {
            try
            {
                for (int i; (i = Interlocked.Increment(ref next)) < orders.Count;)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    supervisor.Run(orders[i], tell, stop.Token);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }
}
