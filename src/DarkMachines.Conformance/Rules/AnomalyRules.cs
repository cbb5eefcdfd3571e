namespace DarkMachines.Conformance;

/// <summary>Rules for anomaly detectors of every kind.</summary>
internal static class AnomalyRules
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("higher-is-more-anomalous", "Scores of all detectors are cut and combined alike; one turned round hides the signal.", HigherIsMoreAnomalous),
    ];

    // In some directions a detector may be blind, as an autoencoder is within its plane: most must be seen.
    private static void HigherIsMoreAnomalous(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var score = subject.Fit(problem).Method(nameof(IAnomalyModel.Score));
        var median = score.Answers(problem.Queries).Order().ElementAt(problem.Queries.Length / problem.Rows.ColumnCount / 2);
        var far = score.Answers(subject.Problems.FarAway());
        var above = far.Count(value => value > median);
        Expect.That(
            2 * above > far.Length,
            $"expected most of {far.Length} rows a hundred deviations away to score above the background's median, {median:g6}; {above} do.");
    }
}
