using System.Globalization;

namespace DarkMachines.Conformance;

/// <summary>Rules for the methods of models, of all roles.</summary>
internal static class ScoringRules
{
    private const int Threads = 8;

    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        Each("one-row-equals-batch", "A score must not depend on which other events it was computed with.", OneRowEqualsBatch),
        Each("thread-safe", "One model serves all threads of a host at once.", ThreadSafe),
        Each("output-is-overwritten", "Callers reuse buffers; what was in them must not show in the answers.", OutputIsOverwritten),
        Each("wrong-lengths-are-refused", "A span of the wrong length is a mistake of the caller, and answers for shifted rows would hide it.", WrongLengthsAreRefused),
        Each("empty-batch", "A chunk of a stream may be empty.", (_, method, _) =>
            Expect.That(method.AnswersToInputs([]).Length == 0, $"expected no answers of {method.Name} for no rows.")),
        Each("no-allocation-per-row", "Garbage for every one of a billion events stops the threads that make it.", NoAllocationPerRow),
        Each("rows-not-finite", "A missing value in one event must neither stop the scoring nor touch the others.", RowsNotFinite),
    ];

    private static Rule Each(string name, string reason, Action<Subject, ScoringMethod, float[]> examine) => new(name, reason, subject =>
    {
        var problem = subject.Problems.Ordinary;
        foreach (var method in subject.Fit(problem).Methods)
            examine(subject, method, method.Inputs(problem.Queries));
    });

    private static void OneRowEqualsBatch(Subject subject, ScoringMethod method, float[] inputs)
    {
        var batch = method.AnswersToInputs(inputs);
        var alone = inputs.Chunk(method.InputWidth).SelectMany(row => method.AnswersToInputs(row)).ToArray();
        Expect.SameBytes(batch, alone, method, "scoring it alone instead of in a batch");
        var inTwoParts = inputs.Chunk(method.InputWidth * 17).SelectMany(part => method.AnswersToInputs(part)).ToArray();
        Expect.SameBytes(batch, inTwoParts, method, "scoring it in a smaller batch");
    }

    private static void ThreadSafe(Subject subject, ScoringMethod method, float[] inputs)
    {
        const int rounds = 20;
        var expected = method.AnswersToInputs(inputs);
        var answers = new float[Threads * rounds][];
        using var start = new Barrier(Threads);
        var failures = new Exception?[Threads];
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                for (var round = 0; round < rounds; round++)
                    answers[number * rounds + round] = method.AnswersToInputs(inputs);
            }
            catch (Exception failure)
            {
                failures[number] = failure;
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        if (failures.OfType<Exception>().FirstOrDefault() is { } first)
            throw new BrokenRuleException($"expected answers of {method.Name} from {Threads} threads at once; came {Expect.Describe(first)}.", first);
        foreach (var actual in answers)
            Expect.SameBytes(expected, actual, method, $"one of {Threads} threads at once");
    }

    private static void OutputIsOverwritten(Subject subject, ScoringMethod method, float[] inputs) => Expect.SameBytes(
        method.AnswersToInputs(inputs), method.AnswersToInputs(inputs, prefill: 0.375f), method, "a buffer that was not empty");

    private static void WrongLengthsAreRefused(Subject subject, ScoringMethod method, float[] inputs)
    {
        var length = inputs.Length / method.InputWidth * method.OutputWidth;
        Refuses(inputs.Length - 1, length, "one value too few in the rows");
        Refuses(inputs.Length, length - 1, "room for one answer too few");
        Refuses(inputs.Length, length + 1, "room for one answer too many");
        Refuses(0, method.OutputWidth, "no rows but room for an answer");

        void Refuses(int rows, int answers, string what) =>
            Expect.Throws<ArgumentException>(() => method.Run(inputs.AsSpan(0, rows), new float[answers]), $"{method.Name} with {what}");
    }

    private static void NoAllocationPerRow(Subject subject, ScoringMethod method, float[] inputs)
    {
        const int few = 64, many = 4096;
        var rows = new float[many * method.InputWidth];
        for (var start = 0; start < rows.Length; start += inputs.Length)
            inputs.AsSpan(0, Math.Min(inputs.Length, rows.Length - start)).CopyTo(rows.AsSpan(start));
        var growth = Allocated(method, rows) - Allocated(method, rows.AsSpan(0, few * method.InputWidth));

        // A pool may have to make a larger buffer once; less than a byte a row is none for each row.
        Expect.That(growth < many, $"expected {method.Name} to allocate no more for {many} rows than for {few}; it allocated {growth} bytes more.");
    }

    // The least of several, for the first call may fill pools and caches.
    private static long Allocated(ScoringMethod method, ReadOnlySpan<float> rows)
    {
        var answers = new float[rows.Length / method.InputWidth * method.OutputWidth];
        var least = long.MaxValue;
        for (var repeat = 0; repeat < 5; repeat++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            method.Run(rows, answers);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void RowsNotFinite(Subject subject, ScoringMethod method, float[] inputs)
    {
        var expected = method.AnswersToInputs(inputs);
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            var spoiled = (float[])inputs.Clone();
            spoiled[method.InputWidth - 1] = bad;
            var actual = new float[expected.Length];
            var name = bad.ToString(CultureInfo.InvariantCulture);
            var scoring = Expect.OnOwnThread(() => method.Run(spoiled, actual));
            Expect.EndsWithin(subject.Settings.Patience, scoring, $"{method.Name} with {name} in a row");
            Expect.That(!scoring.IsFaulted, $"expected {method.Name} to answer rows of which one holds {name}; came {Expect.Describe(scoring.Exception?.InnerException)}.");
            expected.AsSpan(0, method.OutputWidth).CopyTo(actual); // Its own answer may be anything.
            Expect.SameBytes(expected, actual, method, $"a batch whose first row holds {name}");
        }
    }
}
