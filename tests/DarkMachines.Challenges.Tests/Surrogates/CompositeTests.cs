using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Challenges.Tests.Surrogates;

public sealed class CompositeTests
{
    private static readonly Feature[] Parameters = [new("m")];

    [Fact]
    public void A_product_multiplies_and_its_relative_errors_add_in_quadrature()
    {
        var product = new ProductSurrogate(new Fixed(Parameters, 3, 0.3f, 0, 10), new Fixed(Parameters, 2, 0.15f, -5, 8), new Feature("nlo"));
        var (predictions, uncertainties) = (new float[2000], new float[2000]);
        product.Predict(new float[2000], predictions, uncertainties);
        Assert.All(predictions, value => Assert.Equal(6, value));
        Assert.All(uncertainties, value => Assert.Equal(6 * MathF.Sqrt(0.1f * 0.1f + 0.075f * 0.075f), value, 1e-5f));
        Assert.Equal([new ValidRange(0, 8)], product.ValidRanges);
        Assert.Throws<ArgumentException>(() => new ProductSurrogate(new Fixed(Parameters, 1, 0, 0, 1), new Fixed([new("other")], 1, 0, 0, 1), new Feature("x")));
    }

    [Fact]
    public void Logarithms_are_learnt_and_values_answered()
    {
        var log = new LogSurrogate(new MeanOfValues());
        var model = log.Fit(new FeatureTable(Parameters, new float[] { 1, 2 }), new FeatureTable([new("y")], new float[] { 1, 100 }), new FitContext(1));
        var (predictions, uncertainties) = (new float[1], new float[1]);
        model.Predict([0], predictions, uncertainties);
        Assert.Equal(10, predictions[0], 1e-5f);
        Assert.Equal(10 * 0.1f, uncertainties[0], 1e-5f);
        Assert.Throws<UnusableDataException>(() => log.Fit(new FeatureTable(Parameters, new float[] { 1 }), new FeatureTable([new("y")], new float[] { -1 }), new FitContext(1)));
    }

    [Fact]
    public void A_conformal_width_is_the_error_of_its_rank()
    {
        // 999 errors of 1/1000 to 999/1000: of 1000 · 0.6827 = 682.7 the next whole rank, and so on.
        float[] predictions = [.. Enumerable.Range(1, 999).Select(i => i % 2 == 0 ? i / 1000f : -i / 1000f)];
        var errors = ConformalErrors.Of(predictions, new float[999], 1)!;
        Assert.False(errors.AreRelative);
        Assert.Equal([0.683f, 0.955f, 0.998f], errors.Quantiles);

        var few = ConformalErrors.Of([1, 2, 4, float.NaN], [2f, 2, 2, 1], 1)!;
        Assert.True(few.AreRelative);
        Assert.Equal([0.6827f], few.Coverages);
        Assert.Equal([1f], few.Quantiles);
        Assert.Null(ConformalErrors.Of([1], [2f], 1));
    }

    private sealed class Fixed(Feature[] parameters, float value, float error, float low, float high) : ISurrogateModel
    {
        public IReadOnlyList<Feature> Features => parameters;

        public IReadOnlyList<Feature> Outputs { get; } = [new("y")];

        public IReadOnlyList<ValidRange> ValidRanges { get; } = [new(low, high)];

        public void Predict(ReadOnlySpan<float> rows, Span<float> predictions, Span<float> uncertainties)
        {
            predictions.Fill(value);
            uncertainties.Fill(error);
        }
    }

    private sealed class MeanOfValues : ISurrogate
    {
        public ISurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context) =>
            new Fixed([.. parameters.Features], values.Values.ToArray().Average(), 0.1f, 0, 1);
    }
}
