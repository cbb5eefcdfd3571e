namespace DarkMachines.Conformance.Tests;

/// <summary>Surrogates that break a rule: the case of that rule fails, and no other.</summary>
public class WrongSurrogateTests
{
    private static readonly MeanValue Right = new(new SampleOptions());

    [Fact]
    public void Outputs_under_other_names() => Breaks("outputs-echo-the-values", "expected the outputs sum, wave with unit and description; came y0, y1",
        (points, values, context) => new Model(Right.Fit(points, values, context)) { Outputs = [new Feature("y0"), new Feature("y1")] });

    [Fact]
    public void Ranges_that_are_not_those_of_the_training() => Breaks("valid-ranges-are-those-of-the-training", "for parameter 0, as in training; came 0 to 1", (points, values, context) =>
        new Model(Right.Fit(points, values, context)) { ValidRanges = [.. points.Features.Select(_ => new ValidRange(0, 1))] });

    [Fact]
    public void A_range_too_few() => Breaks("valid-ranges-are-those-of-the-training", "expected 4 ranges, one a parameter; came 0",
        (points, values, context) => new Model(Right.Fit(points, values, context)) { ValidRanges = [] });

    [Fact]
    public void Values_of_another_number_of_points_that_are_taken() => Breaks("values-of-other-length", "expected ArgumentException for a fit with one row of values too few; came none",
        (points, values, context) => Right.Fit(points.SliceRows(0, values.RowCount), values, context));

    [Fact]
    public void A_value_that_is_NaN_and_makes_predictions_NaN() => Breaks("values-not-finite", "from Predict (predictions) after a fit to values of which one is NaN; came [NaN, NaN] for row 0",
        (points, values, context) => values.Values.Contains(float.NaN) ? new Model(Right.Fit(points, points, context)) { Prediction = float.NaN, Outputs = values.Features } : Right.Fit(points, values, context));

    [Fact]
    public void Values_without_spread_that_throw() => Breaks("constant-values", "for values that are all the same; came DivideByZeroException",
        (points, values, context) => values.RowCount > 6 && values.Values.IndexOfAnyExcept(0) < 0 ? throw new DivideByZeroException() : Right.Fit(points, values, context));

    [Fact]
    public void An_uncertainty_that_is_negative() => Assert.Contains(
        "expected finite deviations, none negative, or NaN where they are not known from Predict (uncertainties) after a fit to ordinary rows; came [-1, -1]",
        Failures.Of(() => new Surrogate((points, values, context) => new Model(Right.Fit(points, values, context)) { Uncertainty = -1 }))["ordinary-rows-are-learnt"],
        StringComparison.Ordinal);

    private static void Breaks(string rule, string message, Func<FeatureTable, FeatureTable, FitContext, ISurrogateModel> fit) =>
        Failures.AreExactly(rule, message, Failures.Of(() => new Surrogate(fit)));

    private sealed class Surrogate(Func<FeatureTable, FeatureTable, FitContext, ISurrogateModel> fit) : ISurrogate
    {
        public ISurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context) => fit(parameters, values, context);
    }

    private sealed class Model(ISurrogateModel right) : ISurrogateModel
    {
        public IReadOnlyList<Feature> Features => right.Features;

        public IReadOnlyList<Feature> Outputs { get; init; } = right.Outputs;

        public IReadOnlyList<ValidRange> ValidRanges { get; init; } = right.ValidRanges;

        public float? Prediction { get; init; }

        public float? Uncertainty { get; init; }

        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
        {
            if (Prediction is null)
                right.Predict(parameters, predictions, uncertainties);
            if (Prediction is { } prediction)
                predictions.Fill(prediction);
            if (Uncertainty is { } uncertainty)
                uncertainties.Fill(uncertainty);
        }
    }
}
