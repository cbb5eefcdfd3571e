using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

public class KnnTwoSampleTests
{
    private static readonly FitContext Context = new(1);

    private static KnnTwoSampleModel Fit(FeatureTable rows, ClassLabels labels, int neighbours = 2) =>
        new KnnTwoSample(new KnnTwoSampleOptions { Neighbours = neighbours, Standardise = false }).Fit(rows, labels, Context);

    private static float[] LogRatios(KnnTwoSampleModel model, params float[] rows)
    {
        var answers = new float[rows.Length / model.Features.Count];
        model.LogRatio(1, 0, rows, answers);
        return answers;
    }

    [Fact]
    public void The_ratio_is_that_of_the_volumes_and_samples()
    {
        // From 0 the second neighbours lie at 2 of 3 rows and at 4 of 2: (2 / 2) / 2·4 over (2 / 3) / 2·2.
        var model = Fit(Table(1, [1, -2, 5, 3, 4]), Labels(2, 0, 0, 0, 1, 1));
        Assert.Equal(Math.Log(0.75), LogRatios(model, 0)[0], 1e-6);

        // The classes' shares of the rows come on top: 2 / 4 against 2 / 2.
        Assert.Equal(1 / 3.0, model.Probabilities([0])[1], 1e-6);
    }

    [Fact]
    public void Weights_change_shares_but_a_common_factor_changes_no_ratio()
    {
        var values = Normals(new RandomStream(1), 60);
        var labels = Labels(2, [.. Enumerable.Range(0, 60).Select(row => row % 2)]);
        var heavy = Table(1, values, [.. Enumerable.Range(0, 60).Select(row => row % 2 == 1 ? 4f : 1)]);
        float[] expected = LogRatios(Fit(Table(1, values), labels), values), ratios = LogRatios(Fit(heavy, labels), values);
        Assert.All(expected, (ratio, i) => Assert.Equal(ratio, ratios[i], 1e-5));
        Assert.Equal(Math.Log(4) + expected[0], Math.Log(Fit(heavy, labels).Probabilities(values)[1] / Fit(heavy, labels).Probabilities(values)[0]), 1e-4);
    }

    [Fact]
    public void Two_samples_of_one_density_have_ratios_about_one()
    {
        var random = new RandomStream(2);
        var labels = Labels(2, [.. Enumerable.Range(0, 4000).Select(row => row % 3 == 0 ? 1 : 0)]);
        var ratios = LogRatios(Fit(Table(2, Normals(random, 8000)), labels, neighbours: 100), Normals(random, 400));

        // Each density is known to one part in √100.
        Assert.InRange(ratios.Average(), -0.05, 0.05);
        Assert.True(Math.Sqrt(ratios.Average(ratio => ratio * ratio)) < 2 * Math.Sqrt(2.0 / 100));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(1f)]
    [InlineData(float.MaxValue)]
    public void Ratios_are_finite_even_where_rows_coincide_or_are_not_finite(float value)
    {
        var model = Fit(Table(1, [1, 1, 1, 1, 2, 3]), Labels(2, 0, 0, 1, 1, 1, 0));
        Assert.All(LogRatios(model, value), ratio => Assert.Equal(0, ratio, 1e-6));
        Assert.Equal([0.5f, 0.5f], model.Probabilities([value]));
    }

    [Fact]
    public void A_sample_of_fewer_rows_than_neighbours_is_refused()
    {
        var error = Assert.Throws<UnusableDataException>(() => Fit(Table(1, [1, 2, 3]), Labels(2, 0, 0, 1)));
        Assert.Contains("class 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnusableDataException>(() => Fit(Table(1, [1, 2, 3]), Labels(2, 0, 0, 0)));
    }

    [Fact]
    public void A_class_without_rows_has_probability_zero_and_no_ratio()
    {
        var model = Fit(Table(1, [1, 2, 3, 4]), Labels(3, 0, 0, 2, 2));
        Assert.Equal(0, model.Probabilities([2])[1]);
        Assert.Throws<ArgumentException>(() => model.LogRatio(1, 0, [2], new float[1]));
    }
}
