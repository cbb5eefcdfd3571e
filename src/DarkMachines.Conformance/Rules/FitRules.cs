namespace DarkMachines.Conformance;

/// <summary>Rules for fits, of all roles.</summary>
internal static class FitRules
{
    private static readonly int[] ThreadCounts = [2, 4];

    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("same-seed-same-bytes", "A result that cannot be had again cannot be checked by anybody.", SameSeedSameBytes),
        new("any-threads-same-bytes", "A result must not depend on the machine that it was computed on.", AnyThreadsSameBytes),
        new("forgets-the-first-fit", "Folds of a cross-validation share one algorithm; what one fold taught must not leak into the next.", ForgetsTheFirstFit),
        new("models-stand-alone", "A model in use must not change because its algorithm is fitted again.", ModelsStandAlone),
        new("features-echo-the-table", "Whoever holds only the model must know which columns, in which order, it reads.", FeaturesEchoTheTable),
        new("weights-count", "Weighted events are ordinary in physics; weights silently ignored give a wrong model.", WeightsCount),
        new("cancelled-fit-stops", "A fit that was called off must say so and not return half a model.", CancelledFitStops),
        new("cancellation-is-prompt", "Whoever stops a run must not wait for the rest of a long fit.", CancellationIsPrompt),
    ];

    private static void SameSeedSameBytes(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        Expect.SameAnswers(subject.Fit(problem), subject.Fit(problem), problem.Queries, "a second fit with the same seed");
    }

    private static void AnyThreadsSameBytes(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var alone = subject.Fit(problem);
        foreach (var threads in ThreadCounts)
            Expect.SameAnswers(alone, subject.Fit(problem, threads), problem.Queries, $"the fit with {threads} threads");
    }

    private static void ForgetsTheFirstFit(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var used = subject.Create();
        subject.Fit(used, subject.Problems.Another);
        Expect.SameAnswers(subject.Fit(problem), subject.Fit(used, problem), problem.Queries, "an algorithm that was fitted to other rows before");
    }

    private static void ModelsStandAlone(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var algorithm = subject.Create();
        var model = subject.Fit(algorithm, problem);
        var before = model.Methods.Select(method => method.Answers(problem.Queries)).ToArray();
        subject.Fit(algorithm, subject.Problems.Another);
        foreach (var (method, answers) in model.Methods.Zip(before))
            Expect.SameBytes(answers, method.Answers(problem.Queries), method, "the first model after another fit of its algorithm");
    }

    private static void FeaturesEchoTheTable(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var features = subject.Fit(problem).Model.Features;
        Expect.That(
            features is not null && features.SequenceEqual(problem.Rows.Features),
            $"expected the model's features to be the table's, {Names(problem.Rows.Features)} with unit and description; came {Names(features ?? [])}.");
    }

    private static void WeightsCount(Subject subject)
    {
        // Classes that do not follow the clusters: within a cluster weights must decide.
        var problem = subject.Problems.Ordinary.Labelled(row => row / 3 % 3);
        var model = subject.Fit(problem);
        FittedModel weighted;
        try
        {
            weighted = subject.Fit(problem.Weighted(row => row < problem.Rows.RowCount / 2 ? 0.125f : 8));
        }
        catch (UnusableDataException)
        {
            return;
        }

        var differ = model.Methods.Zip(weighted.Methods).Any(pair => !pair.First.Answers(problem.Queries).SequenceEqual(pair.Second.Answers(problem.Queries)));
        Expect.That(differ, $"expected other answers, or an UnusableDataException, where half the rows weigh 8 and half 0.125; came the same as without weights.");
    }

    private static void CancelledFitStops(Subject subject) => Expect.Throws<OperationCanceledException>(
        () => subject.Fit(subject.Create(), subject.Problems.Ordinary, Context(subject, new CancellationToken(canceled: true))),
        "a fit that was cancelled before it began");

    // A fit that ends before it is stopped has nothing to prove.
    private static void CancellationIsPrompt(Subject subject)
    {
        var problem = subject.Problems.Large;
        using var source = new CancellationTokenSource();
        var fit = Expect.OnOwnThread(() => subject.Fit(subject.Create(), problem, Context(subject, source.Token)));
        Task.WaitAny([fit], TimeSpan.FromMilliseconds(50));
        source.Cancel();
        Expect.EndsWithin(subject.Settings.Patience, fit, "a fit that was asked to stop");
        Expect.That(
            fit.Exception?.InnerException is null or OperationCanceledException,
            $"expected OperationCanceledException from a fit that was asked to stop; came {Expect.Describe(fit.Exception?.InnerException)}.");
    }

    private static FitContext Context(Subject subject, CancellationToken cancellation) =>
        new(subject.Settings.Seed, cancellation: cancellation);

    private static string Names(IReadOnlyList<Feature> features) => string.Join(", ", features.Select(feature => feature.Name));
}
