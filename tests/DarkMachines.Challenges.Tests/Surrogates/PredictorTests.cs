using DarkMachines.Challenges.Surrogates;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Tests.Surrogates;

public sealed class PredictorTests
{
    private static readonly ValidRange?[] Ranges = [new ValidRange(0, 10), null];

    [Theory]
    [InlineData(OutsideRule.Flag, 0, 12, true)]
    [InlineData(OutsideRule.Clamp, 0, 10, true)]
    [InlineData(OutsideRule.Clamp, 0.1, 9, true)]
    [InlineData(OutsideRule.Refuse, 0, float.NaN, false)]
    public void A_parameter_outside_its_range_is_flagged_clamped_or_refused(OutsideRule rule, double margin, float predictedAt, bool isPredicted)
    {
        var points = Predict(new Predictor(new SumModel(), Ranges, rule, margin), 12, 1);
        Assert.Equal(isPredicted, points.IsPredicted[0]);
        Assert.Equal([true, false], points.Outside);
        Assert.Equal(predictedAt + 1, points.Values[0]);
    }

    [Fact]
    public void A_margin_moves_only_what_is_outside() =>
        Assert.Equal(9.5f + 1, Predict(new Predictor(new SumModel(), Ranges, OutsideRule.Clamp, 0.1), 9.5f, 1).Values[0]);

    [Fact]
    public void A_missing_value_is_not_predicted_and_does_not_reach_the_model()
    {
        var points = Predict(new Predictor(new SumModel(), Ranges), 5, float.NaN, 1, 2);
        Assert.Equal([false, true], points.IsPredicted);
        Assert.Equal([float.NaN, 3], points.Values);
    }

    [Theory]
    [InlineData(2, 2048)]
    [InlineData(3, 5001)]
    [InlineData(64, 4000)]
    public void Threads_share_the_points(int threads, int count)
    {
        var predictor = new Predictor(new SumModel(), Ranges, OutsideRule.Refuse);
        var random = new RandomStream(1);
        var rows = Enumerable.Range(0, 2 * count).Select(i => i % 97 == 0 ? float.NaN : (float)(11 * random.Uniform())).ToArray();
        var (alone, together) = (predictor.Room(count), predictor.Room(count));
        rows.CopyTo(alone.Rows, 0);
        rows.CopyTo(together.Rows, 0);
        predictor.Predict(alone, count);
        predictor.Predict(together, count, new FitContext(1, threads));
        Assert.Equal(alone.Values, together.Values);
        Assert.Equal(alone.Outside, together.Outside);
        Assert.Equal(alone.IsPredicted, together.IsPredicted);
        Assert.Equal(rows[2] + rows[3], together.Values[1]);
    }

    [Fact]
    public void Quantiles_of_errors_must_fit_the_outputs()
    {
        var card = new ModelCard { Errors = new ErrorQuantiles(true, [0.68f, 0.95f], [0.1f, 0.2f, 0.3f, 0.4f]) };
        Assert.Equal("invalid-card", Assert.Throws<UserInputException>(() => new Predictor(new SumModel(), Ranges, card: card)).Code);
        Assert.Equal(0.4f, new ErrorQuantiles(true, [0.68f, 0.95f], [0.1f, 0.2f]).HalfWidth(0, 1, -2));
        Assert.Equal(0.2f, new ErrorQuantiles(false, [0.68f, 0.95f], [0.1f, 0.2f]).HalfWidth(0, 1, -2));
    }

    [Fact]
    public void A_margin_has_a_range() => Assert.Throws<UsageException>(() => new Predictor(new SumModel(), Ranges, margin: 0.6));

    private static PredictedPoints Predict(Predictor predictor, params float[] rows)
    {
        var points = predictor.Room(rows.Length / 2);
        rows.CopyTo(points.Rows, 0);
        predictor.Predict(points, rows.Length / 2);
        return points;
    }

    private sealed class SumModel : ISurrogateModel
    {
        public IReadOnlyList<Feature> Features { get; } = [new("a"), new("b")];

        public IReadOnlyList<Feature> Outputs { get; } = [new("sum")];
        public IReadOnlyList<ValidRange> ValidRanges { get; } = [new(0, 10), new(float.NegativeInfinity, float.PositiveInfinity)];

        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
        {
            for (var i = 0; i < predictions.Length; i++)
                predictions[i] = parameters[2 * i] + parameters[2 * i + 1];
        }
    }
}
