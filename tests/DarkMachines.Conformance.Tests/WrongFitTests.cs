namespace DarkMachines.Conformance.Tests;

/// <summary>Fits that break a rule: the case of that rule fails, and no other.</summary>
public class WrongFitTests
{
    private static readonly CentreDistance Right = new(new SampleOptions());

    [Fact]
    public void A_seed_that_is_not_used()
    {
        var fits = 0;
        Failures.AreExactly(
            "same-seed-same-bytes any-threads-same-bytes forgets-the-first-fit",
            "of Score from a second fit with the same seed; came ",
            Failures.Of(() => WrongDetector.Multiplying(_ => 1 + ++fits * 1e-3)));
    }

    [Fact]
    public void Answers_that_depend_on_the_threads() => Failures.AreExactly(
        "any-threads-same-bytes", "from the fit with 2 threads; came ", Failures.Of(() => WrongDetector.Multiplying(context => context.Threads)));

    [Fact]
    public void A_first_fit_that_is_remembered() => Failures.AreExactly(
        "forgets-the-first-fit",
        "from an algorithm that was fitted to other rows before; came ",
        Failures.Of(() =>
        {
            var fits = 0;
            return WrongDetector.Multiplying(_ => ++fits);
        }));

    [Fact]
    public void Models_that_share_the_state_of_their_algorithm() => Failures.AreExactly(
        "models-stand-alone forgets-the-first-fit",
        "from the first model after another fit of its algorithm; came ",
        Failures.Of(() =>
        {
            var fits = 0;
            return new WrongDetector((rows, context) =>
            {
                fits++;
                var right = Right.Fit(rows, context);
                return new WrongModel(right, (values, scores) => WrongModel.Multiplied(right, fits).Score(values, scores));
            });
        }));

    [Fact]
    public void Features_without_their_units() => Failures.AreExactly(
        "features-echo-the-table",
        "expected the model's features to be the table's, x0, x1, x2, x3 with unit and description",
        Failures.Of(() => new WrongDetector((rows, context) =>
        {
            var right = Right.Fit(rows, context);
            return new WrongModel(right, right.Score) { Features = [.. rows.Features.Select(feature => feature with { Unit = "" })] };
        })));

    [Fact]
    public void Weights_that_are_ignored() => Failures.AreExactly(
        "weights-count",
        "came the same as without weights",
        Failures.Of(() => new WrongDetector((rows, context) => Right.Fit(new FeatureTable(rows.Features, rows.Values.ToArray()), context))));

    [Fact]
    public void A_cancellation_that_is_ignored() => Failures.AreExactly(
        "cancelled-fit-stops",
        "expected OperationCanceledException for a fit that was cancelled before it began; came none",
        Failures.Of(() => new WrongDetector((rows, context) => Right.Fit(rows, new FitContext(context.Seed)))));

    [Fact]
    public void A_cancellation_that_is_looked_at_too_seldom() => Failures.AreExactly(
        "cancellation-is-prompt",
        "expected a fit that was asked to stop to end within 1 s; it went on",
        Failures.Of(() => new WrongDetector((rows, context) =>
        {
            var model = Right.Fit(rows, context);
            if (rows.RowCount > 1000)
                Thread.Sleep(10_000);
            return model;
        }), Failures.Impatient));

    [Fact]
    public void A_cancellation_that_becomes_another_exception() => Failures.AreExactly(
        "cancellation-is-prompt",
        "came InvalidOperationException (stopped)",
        Failures.Of(() => new WrongDetector((rows, context) =>
            rows.RowCount > 1000 && context.Cancellation.WaitHandle.WaitOne(1000) ? throw new InvalidOperationException("stopped") : Right.Fit(rows, context))));

    [Fact]
    public void A_fit_that_returns_null() => Assert.All(
        Failures.Of(() => new WrongDetector((_, context) =>
        {
            context.Cancellation.ThrowIfCancellationRequested();
            return null!;
        })),
        failure => Assert.Contains("expected Fit to return a model; came null", failure.Value, StringComparison.Ordinal));

    [Fact]
    public void Ordinary_rows_that_are_refused() => Assert.Contains(
        "expected an answer; came UnusableDataException (too few)",
        Failures.Of(() => new WrongDetector((_, _) => throw new UnusableDataException("too few", "give more")))["ordinary-rows-are-learnt"],
        StringComparison.Ordinal);
}
