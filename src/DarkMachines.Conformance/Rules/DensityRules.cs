namespace DarkMachines.Conformance;

/// <summary>Rules for density estimators.</summary>
internal static class DensityRules
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("log-density-is-finite-or-minus-infinity", "Differences of log densities are tests of hypotheses; plus infinity wins every one.", FiniteOrMinusInfinity),
        new("density-and-score-agree", "A row that the density calls likely must not be called anomalous by the score.", DensityAndScoreAgree),
    ];

    private static void FiniteOrMinusInfinity(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var method = subject.Fit(problem).Method(nameof(IDensityModel.LogDensity));
        foreach (var rows in new[] { problem.Queries, subject.Problems.FarAway() })
        {
            var bad = method.Answers(rows).Where(value => float.IsNaN(value) || float.IsPositiveInfinity(value)).ToArray();
            Expect.That(bad.Length == 0, $"expected log densities, finite or minus infinity, for rows that are not training rows; came {bad.FirstOrDefault():g6}.");
        }
    }

    private static void DensityAndScoreAgree(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var method = subject.Fit(problem).Method(nameof(IDensityModel.LogDensity));
        var median = method.Answers(problem.Queries).Order().ElementAt(problem.Queries.Length / problem.Rows.ColumnCount / 2);
        var far = method.Answers(subject.Problems.FarAway());
        var below = far.Count(value => value < median);
        Expect.That(
            2 * below > far.Length,
            $"expected most of {far.Length} rows a hundred deviations away to have a log density below the background's median, {median:g6}, as their score is above; {below} have.");
    }
}
