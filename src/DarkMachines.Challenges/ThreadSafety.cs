namespace DarkMachines.Challenges;

/// <summary>Whether a model answers the same when several threads ask at once, as the contract promises.</summary>
internal static class ThreadSafety
{
    private const int Threads = 2;

    /// <summary>Scores the same rows on several threads at the same time.</summary>
    /// <param name="alone">What the model answered when one thread asked.</param>
    /// <param name="score">Writes the model's answers to those rows into an array of the same length.</param>
    /// <exception cref="PluginException">The answers differ from <paramref name="alone"/>, or scoring failed.</exception>
    public static void Require(float[] alone, Action<float[]> score)
    {
        using var start = new Barrier(Threads);
        var together = new float[Threads][];
        try
        {
            // Threads of their own: a pool that is short of threads would never have both at the barrier.
            var tasks = Enumerable.Range(0, Threads).Select(i => Task.Factory.StartNew(
                () =>
                {
                    together[i] = new float[alone.Length];
                    start.SignalAndWait();
                    score(together[i]);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            Task.WaitAll([.. tasks]);
        }
        catch (AggregateException failures)
        {
            throw Unsafe($"scoring fails when several threads ask at once ({failures.InnerException!.GetType().Name}: {failures.InnerException.Message.TrimEnd('.')})", failures);
        }

        if (together.Any(answers => !answers.AsSpan().SequenceEqual(alone)))
            throw Unsafe("the model answers otherwise when several threads ask at once", inner: null);
    }

    private static PluginException Unsafe(string what, Exception? inner) => new(
        "model-not-thread-safe", $"A fitted model must be safe to share between threads: {what}.",
        "Keep no scratch space in the model's fields; take it in the scoring method.", inner);
}
