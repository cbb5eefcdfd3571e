using System.Reflection;

namespace DarkMachines.Conformance;

/// <summary>
/// Rules for data that are hard to learn from, of all roles: a fit either gives a model whose answers are valid, or is
/// refused with a reason.
/// </summary>
internal static class DataRules
{
    private static readonly float[] NotFinite = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("ordinary-rows-are-learnt", "What can be learnt from must give valid answers, or nothing else counts.",
            subject => Expect.ValidAnswers(subject.Fit(subject.Problems.Ordinary), subject.Problems.Ordinary.Queries, "ordinary rows")),
        Hard("constant-columns", "A detector channel that is off gives a constant column; no spread must not become NaN.",
            ("rows with one constant column", p => p.Map((x, column) => column == 0 ? 3 : x)),
            ("rows that are all the same", p => p.Map((_, _) => 3))),
        Hard("duplicated-rows", "Events do come twice; distances of zero must not become NaN.",
            ("rows of which each comes four times", p => p.Select([.. Enumerable.Range(0, p.Rows.RowCount).Select(i => i / 4)]))),
        Hard("single-row", "A class or region may hold one event; the user must get an answer or a reason.",
            ("a single row", p => p.Select(0))),
        Hard("no-rows", "A selection may leave nothing; the user must be told so, not see a crash.",
            ("no rows at all", p => p.Select())),
        Hard("few-rows", "There may be fewer rows than columns or neighbours; the user must get an answer or a reason.",
            ("two rows", p => p.Select(0, 1)),
            ("three rows", p => p.Select(0, 1, 2)),
            ("six rows", p => p.Select(0, 1, 2, 3, 4, 5))),
        Hard("training-values-not-finite", "One bad value must not quietly turn every answer into NaN.",
            [.. NotFinite.Select(bad => ($"rows with one {bad}", (Func<Problem, Problem>)(p => p.WithValue(7, 0, bad))))]),
        new("missing-values-as-declared", "What declares that it takes missing values is given them; NaN must then be learnt from and scored.", MissingValuesAsDeclared),
        Hard("zero-weights", "Weights of zero are how events are masked; all masked is as good as no rows.",
            ("rows of which every other weighs zero", p => p.Weighted(row => row % 2)),
            ("rows that all weigh zero", p => p.Weighted(_ => 0))),
        Hard("unsound-weights", "Event generators write negative weights; what they mean to a fit must be decided, not happen.",
            ("rows of which one weighs -1", p => p.Weighted(row => row == 7 ? -1 : 1)),
            ("rows that all weigh -1", p => p.Weighted(_ => -1)),
            ("rows of which one weighs NaN", p => p.Weighted(row => row == 7 ? float.NaN : 1)),
            ("rows of which one weighs infinity", p => p.Weighted(row => row == 7 ? float.PositiveInfinity : 1))),
        Hard("huge-values", "Energies in eV and cross sections in barn lie dozens of powers of ten apart; squares must not overflow.",
            ("values about 1e30", p => p.Map((x, _) => x * 1e30f)),
            ("a column 1e20 times the others", p => p.Map((x, column) => column == 0 ? x * 1e20f : x)),
            ("values near 1e6 that differ by a few", p => p.Map((x, _) => x + 1e6f))),
        Hard("tiny-values", "Squares of small numbers vanish; a spread that becomes zero must not become NaN.",
            ("values about 1e-30", p => p.Map((x, _) => x * 1e-30f)),
            ("values about 1e-42", p => p.Map((x, _) => x * 1e-42f))),
    ];

    /// <summary>A rule for data that are hard to learn from.</summary>
    /// <param name="name">Name of the rule.</param>
    /// <param name="reason">Why it exists.</param>
    /// <param name="cases">What the training data are, in words, and how they are made from an ordinary problem.</param>
    public static Rule Hard(string name, string reason, params (string Training, Func<Problem, Problem> Change)[] cases) => new(name, reason, subject =>
    {
        foreach (var (training, change) in cases)
            ExpectAnswersOrRefusal(subject, change(subject.Problems.Ordinary), training);
    });

    private static void MissingValuesAsDeclared(Subject subject)
    {
        if (subject.Create().GetType().GetCustomAttribute<AlgorithmAttribute>() is not { HandlesMissingValues: true })
            return;
        var gaps = subject.Problems.Ordinary.WithGaps();
        Expect.ValidAnswers(subject.Fit(gaps), gaps.Queries, "rows with missing values");
    }

    private static void ExpectAnswersOrRefusal(Subject subject, Problem problem, string training)
    {
        FittedModel model;
        try
        {
            model = subject.Fit(problem);
        }
        catch (UnusableDataException refusal)
        {
            Expect.That(!string.IsNullOrWhiteSpace(refusal.Message), $"expected the refusal of {training} to say what is wrong; its message is empty.");
            Expect.That(!string.IsNullOrWhiteSpace(refusal.Remedy), $"expected the refusal of {training} to say what to do next; its remedy is empty.");
            return;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or BrokenRuleException))
        {
            throw new BrokenRuleException($"expected a model or an UnusableDataException for {training}; came {Expect.Describe(failure)}.", failure);
        }

        Expect.ValidAnswers(model, problem.Queries, training);
    }
}
