namespace DarkMachines.Conformance.Tests;

/// <summary>Models that break a rule: the case of that rule fails, and no other.</summary>
public class WrongScoringTests
{
    [Fact]
    public void A_score_that_depends_on_the_batch() => Breaks("one-row-equals-batch", "scoring it alone instead of in a batch", right => (rows, scores) =>
    {
        right.Score(rows, scores);
        foreach (ref var score in scores)
            score += rows.Length;
    });

    [Fact]
    public void A_buffer_that_threads_share() => Breaks("thread-safe", "from one of 8 threads at once", right =>
    {
        var buffer = new float[5000];
        return (rows, scores) =>
        {
            right.Score(rows, scores);
            if (scores.Length is 1 or > 1000)
                return; // Sleeping for each row alone would take long.
            buffer[0] = Environment.CurrentManagedThreadId;
            Thread.Sleep(1);
            if (buffer[0] != Environment.CurrentManagedThreadId)
                scores[0]++;
        };
    });

    [Fact]
    public void An_output_that_is_added_to() => Breaks("output-is-overwritten", "from a buffer that was not empty", right => (rows, scores) =>
    {
        var before = scores.IsEmpty ? 0 : scores[0];
        right.Score(rows, scores);
        if (!scores.IsEmpty)
            scores[0] += before;
    });

    [Fact]
    public void Lengths_that_are_not_checked() => Breaks(
        "wrong-lengths-are-refused", "expected ArgumentException for Score with one value too few in the rows; came none", right => (rows, scores) =>
        {
            var count = Math.Min(rows.Length / 4, scores.Length);
            right.Score(rows[..(count * 4)], scores[..count]);
        });

    [Fact]
    public void Lengths_that_are_found_out_by_another_exception() => Breaks(
        "wrong-lengths-are-refused", "came InvalidOperationException", right => (rows, scores) =>
        {
            if (rows.Length != 4 * scores.Length)
                throw new InvalidOperationException();
            right.Score(rows, scores);
        });

    [Fact]
    public void An_empty_batch_that_is_refused() => Breaks("empty-batch", "came ArgumentException (empty)", right => (rows, scores) =>
    {
        if (rows.IsEmpty)
            throw new ArgumentException("empty");
        right.Score(rows, scores);
    });

    [Fact]
    public void A_copy_of_each_row() => Breaks("no-allocation-per-row", "expected Score to allocate no more for 4096 rows than for 64; it allocated ", right => (rows, scores) =>
    {
        right.Score(rows, scores);
        for (var i = 0; i < scores.Length; i++)
            right.Score(rows.Slice(i * 4, 4).ToArray(), scores.Slice(i, 1));
    });

    [Fact]
    public void A_copy_of_the_batch() => Breaks("no-allocation-per-row", "bytes more", right => (rows, scores) => right.Score(rows.ToArray(), scores));

    [Fact]
    public void A_missing_value_that_spoils_the_batch() => Breaks("rows-not-finite", "from a batch whose first row holds NaN; came NaN", right => (rows, scores) =>
    {
        right.Score(rows, scores);
        if (scores.Contains(float.NaN))
            scores.Fill(float.NaN);
    });

    [Fact]
    public void A_missing_value_that_hangs() => Breaks("rows-not-finite", "expected Score with NaN in a row to end within 1 s; it went on", right => (rows, scores) =>
    {
        right.Score(rows, scores);
        if (scores.Contains(float.NaN))
            Thread.Sleep(10_000);
    }, Failures.Impatient);

    [Fact]
    public void A_missing_value_that_throws() => Breaks("rows-not-finite", "came OverflowException", right => (rows, scores) =>
    {
        right.Score(rows, scores);
        if (scores.Contains(float.NaN))
            throw new OverflowException();
    });

    [Fact]
    public void A_score_turned_round() => Breaks("higher-is-more-anomalous", "expected most of 40 rows a hundred deviations away", right => (rows, scores) =>
    {
        right.Score(rows, scores);
        foreach (ref var score in scores)
            score = -score;
    });

    private static void Breaks(string rule, string message, Func<IAnomalyModel, WrongModel.Scoring> score, ConformanceSettings? settings = null) =>
        Failures.AreExactly(rule, message, Failures.Of(() => WrongDetector.Scoring(score), settings));
}
