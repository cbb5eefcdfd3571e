namespace DarkMachines.Conformance;

/// <summary>Rules for autoencoders.</summary>
internal static class AutoencoderRules
{
    // Leaves room for float32 on the way through the latent values, and for either divisor of the spread.
    private const double Tolerance = 0.02;

    /// <summary>The rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("error-is-that-of-the-restoration", "Errors are compared between autoencoders, which must mean the same by them.", ErrorIsThatOfTheRestoration),
    ];

    private static void ErrorIsThatOfTheRestoration(Subject subject)
    {
        var problem = subject.Problems.Ordinary;
        var model = subject.Fit(problem);
        var errors = model.Method(nameof(IAutoencoderModel.ReconstructionError)).Answers(problem.Queries);
        var restored = model.Method(nameof(IAutoencoderModel.Decode)).Answers(problem.Queries);
        var variances = Variances(problem.Rows);
        var columns = variances.Length;
        for (var row = 0; row < errors.Length; row++)
        {
            var expected = 0.0;
            for (var column = 0; column < columns; column++)
            {
                var difference = (double)problem.Queries[row * columns + column] - restored[row * columns + column];
                expected += difference * difference / variances[column] / columns;
            }

            Expect.That(
                Math.Abs(errors[row] - expected) <= Tolerance * expected + 1e-6,
                $"expected the error of row {row} to be the mean squared difference from Decode(Encode(row)) in units of the training spread, {expected:g6}; came {errors[row]:g6}.");
        }
    }

    private static double[] Variances(FeatureTable rows)
    {
        var columns = rows.Values.ToArray().Select((value, i) => (Value: (double)value, Column: i % rows.ColumnCount)).GroupBy(x => x.Column, x => x.Value);
        return [.. columns.Select(column => column.Average(x => x * x) - column.Average() * column.Average())];
    }
}
