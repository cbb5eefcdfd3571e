namespace DarkMachines.Conformance;

/// <summary>Rules for surrogates.</summary>
internal static class SurrogateRules
{
    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("outputs-echo-the-values", "Whoever holds only the model must know what, in which unit, it predicts.", OutputsEchoTheValues),
        new("valid-ranges-are-those-of-the-training", "Outside the points it was trained on a prediction is a guess, and users are warned by these ranges.", ValidRanges),
        new("values-of-other-length", "Values that do not belong to the points are a mistake of the caller, and must not be learnt.", ValuesOfOtherLength),
        DataRules.Hard("values-not-finite", "Theory codes fail at some points; one NaN must not quietly turn every prediction into NaN.",
            [.. new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity }.Select(bad => ($"values of which one is {bad}", (Func<Problem, Problem>)(p => WithValue(p, bad))))]),
        DataRules.Hard("constant-values", "A channel may be closed everywhere; no spread must not become NaN.",
            ("values that are all the same", p => p with { Values = new FeatureTable(p.Values.Features, new float[p.Values.Values.Length]) })),
    ];

    private static void OutputsEchoTheValues(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var outputs = ((ISurrogateModel)subject.Fit(problem).Model).Outputs;
        Expect.That(
            outputs.SequenceEqual(problem.Values.Features),
            $"expected the outputs {string.Join(", ", problem.Values.Features.Select(f => f.Name))} with unit and description; came {string.Join(", ", outputs.Select(f => f.Name))}.");
    }

    private static void ValidRanges(Subject subject)
    {
        var rows = subject.Problems.Ordinary.Rows;
        var ranges = ((ISurrogateModel)subject.Fit(subject.Problems.Ordinary).Model).ValidRanges;
        Expect.That(ranges.Count == rows.ColumnCount, $"expected {rows.ColumnCount} ranges, one a parameter; came {ranges.Count}.");
        for (var column = 0; column < rows.ColumnCount; column++)
        {
            var values = rows.Values.ToArray().Where((_, i) => i % rows.ColumnCount == column).ToArray();
            var expected = new ValidRange(values.Min(), values.Max());
            Expect.That(ranges[column] == expected, $"expected the range {expected.Low:g6} to {expected.High:g6} for parameter {column}, as in training; came {ranges[column].Low:g6} to {ranges[column].High:g6}.");
        }
    }

    private static void ValuesOfOtherLength(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var tooFew = problem with { Values = problem.Values.SliceRows(0, problem.Values.RowCount - 1) };
        Expect.Throws<ArgumentException>(() => subject.Fit(tooFew), "a fit with one row of values too few");
    }

    private static Problem WithValue(Problem problem, float bad)
    {
        var values = problem.Values.Values.ToArray();
        values[7] = bad;
        return problem with { Values = new FeatureTable(problem.Values.Features, values) };
    }
}
