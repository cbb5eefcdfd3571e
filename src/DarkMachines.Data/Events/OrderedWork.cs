namespace DarkMachines.Data.Events;

/// <summary>Numbered pieces of work on several threads, with one outcome whatever the threads: of failures, the first piece's.</summary>
internal static class OrderedWork
{
    /// <summary>Does pieces ahead of the one who takes the results, which come in the order of their numbers.</summary>
    public static IEnumerable<T> Select<T>(
        int count, int threads, Func<int, T> work, IProgress<FitProgress>? progress, string stage, CancellationToken cancellation)
    {
        var ahead = new Queue<Task<T>>();
        try
        {
            var next = 0;
            for (var done = 0; done < count; done++)
            {
                cancellation.ThrowIfCancellationRequested();
                while (threads > 1 && next < count && ahead.Count < threads)
                {
                    var piece = next++;
                    ahead.Enqueue(Task.Run(() => work(piece), CancellationToken.None));
                }

                yield return threads > 1 ? ahead.Dequeue().GetAwaiter().GetResult() : work(done);
                progress?.Report(new FitProgress((done + 1.0) / count, stage));
            }
        }
        finally
        {
            // What was begun must not outlive the file that it reads. Its failure, if any, comes after the one thrown.
            while (ahead.TryDequeue(out var begun))
                ((IAsyncResult)begun).AsyncWaitHandle.WaitOne();
        }
    }

    /// <summary>Does all pieces, on each thread with a worker of its own.</summary>
    public static void Run(
        int count, int threads, Func<Action<int>> makeWorker, IProgress<FitProgress>? progress, string stage, CancellationToken cancellation)
    {
        int next = -1, done = 0, firstFailure = int.MaxValue;
        Exception? failure = null;
        var gate = new Lock();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var worker = makeWorker();
            // Pieces are given out in order: all before the first failure have been begun, and end.
            while (Volatile.Read(ref firstFailure) == int.MaxValue && !cancellation.IsCancellationRequested && Interlocked.Increment(ref next) is var piece && piece < count)
            {
                try
                {
                    worker(piece);
                    progress?.Report(new FitProgress((double)Interlocked.Increment(ref done) / count, stage));
                }
                catch (Exception exception)
                {
                    lock (gate)
                    {
                        if (piece < firstFailure)
                            (firstFailure, failure) = (piece, exception);
                    }
                }
            }
        });
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();
    }
}
