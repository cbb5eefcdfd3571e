using System.Diagnostics;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// Runs a trial in a process of its own and sees to it that it ends: within its limits, with all that it started, and
/// with a record that says how.
/// </summary>
/// <param name="command">Starts the worker.</param>
/// <param name="time">The clock of the records; limits go by the monotonic clock.</param>
public sealed class TrialSupervisor(WorkerCommand command, TimeProvider time)
{
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TellingPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan GraceAfterResult = TimeSpan.FromSeconds(2);

    /// <summary>Runs a trial to its end.</summary>
    /// <param name="order">The trial.</param>
    /// <param name="tell">Takes events, the last of them <see cref="TrialState.Ended"/>.</param>
    /// <param name="cancellation">Asks to stop: the processes are ended and leave no result.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public void Run(TrialOrder order, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(tell);
        var watch = Stopwatch.StartNew();
        TrialFailure? unwritten = null;
        try
        {
            tell(new TrialEvent(order, TrialState.Running));
            var folder = order.Prepare();
            var failure = Supervise(order, folder, watch, tell, cancellation);
            if (failure is not null)
                folder.WriteResult(TrialRecord.Failed(order.Trial, unwritten = failure, time));
            unwritten = null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unwritten ??= TrialFailure.Of(failure);
        }

        tell(new TrialEvent(order, TrialState.Ended, Seconds: watch.Elapsed.TotalSeconds, Failure: unwritten));
    }

    // Null if the worker wrote a record; else how it failed.
    private TrialFailure? Supervise(TrialOrder order, TrialFolder folder, Stopwatch watch, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder.ScratchPath);
        EndLeftovers(folder);
        using var log = new CappedLog(folder.LogPath);
        using var worker = Start(order, folder);
        var pumps = Task.WhenAll(Pump(worker.StandardOutput.BaseStream, log), Pump(worker.StandardError.BaseStream, log));
        var tree = new ProcessTree(worker.Id, WorkerLeash.MarkOf(folder));
        try
        {
            var ended = Watch(order, folder, worker, tree, watch, tell, cancellation);
            Kill(worker, tree);
            worker.WaitForExit();
            pumps.Wait(GraceAfterResult, CancellationToken.None);
            log.Dispose();
            return folder.ReadResult() is not null ? null : ended ?? WorkerExit.Explain(worker.ExitCode, folder);
        }
        finally
        {
            Kill(worker, tree);
            folder.DeleteScratch();
        }
    }

    // Null when the worker has exited, or has its result and does not exit; else why it must be ended.
    private static TrialFailure? Watch(
        TrialOrder order, TrialFolder folder, Process worker, ProcessTree tree, Stopwatch watch, Action<TrialEvent> tell, CancellationToken cancellation)
    {
        var told = TimeSpan.Zero;
        TimeSpan? resultSeen = null;
        long peak = 0;
        while (!worker.WaitForExit(Glance))
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = ProcessTree.IsSupported ? tree.ResidentBytes() : WorkingSet(worker);
            peak = Math.Max(peak, bytes);
            if (bytes > order.Limits.Megabytes * Megabyte)
                return TrialFailure.OverMemory(order.Limits) with { PeakBytes = peak };
            if (watch.Elapsed.TotalSeconds > order.Limits.Seconds)
                return TrialFailure.OverTime(order.Limits) with { PeakBytes = peak };
            if (watch.Elapsed - told < TellingPause)
                continue;
            told = watch.Elapsed;
            if (folder.IsCancelled)
                return TrialFailure.OfMachine("cancelled", "It was cancelled. Run the challenge again to repeat it.");
            if (resultSeen is null && File.Exists(folder.ResultPath))
                resultSeen = told;
            if (told - resultSeen > GraceAfterResult)
                return null;
            tell(new TrialEvent(order, TrialState.Running, folder.ReadProgress(), watch.Elapsed.TotalSeconds, bytes));
        }

        return null;
    }

    private Process Start(TrialOrder order, TrialFolder folder)
    {
        var start = new ProcessStartInfo(command.File)
        {
            WorkingDirectory = folder.ScratchPath,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. command.Arguments, "trial", "work", folder.DocumentPath, "--out", folder.Path])
            start.ArgumentList.Add(argument);

        // What the user told this program is none of the entrant's business: it might say where labels lie.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("DARKMACHINES_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment[WorkerLeash.MarkVariable] = folder.Path;
        return Process.Start(start) ?? throw new InvalidOperationException($"'{command.File}' did not start.");
    }

    // A worker whose parent was killed ends by itself, but perhaps only in a moment.
    private static void EndLeftovers(TrialFolder folder)
    {
        if (ProcessTree.IsSupported)
            new ProcessTree(root: 0, WorkerLeash.MarkOf(folder)).Kill();
    }

    private static void Kill(Process worker, ProcessTree tree)
    {
        if (ProcessTree.IsSupported)
            tree.Kill();
        else if (!worker.HasExited)
            worker.Kill(entireProcessTree: true);
    }

    private static long WorkingSet(Process worker)
    {
        worker.Refresh();
        return worker.HasExited ? 0 : worker.WorkingSet64;
    }

    private static Task Pump(Stream output, CappedLog log) => Task.Factory.StartNew(
        () =>
        {
            var buffer = new byte[1 << 16];
            try
            {
                for (int count; (count = output.Read(buffer)) > 0;)
                    log.Write(buffer.AsSpan(0, count));
            }
            catch (Exception closed) when (closed is IOException or ObjectDisposedException)
            {
                // A process that was left behind held the pipe open; it is gone now.
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
