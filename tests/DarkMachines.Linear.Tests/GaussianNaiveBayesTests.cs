namespace DarkMachines.Linear.Tests;

public class GaussianNaiveBayesTests
{
    [Theory]
    [InlineData("bayes-binary")]
    [InlineData("bayes-multinomial")]
    [InlineData("bayes-multinomial-weighted")]
    public void Moments_and_probabilities_are_those_of_scikit_learn(string name)
    {
        var golden = Golden.Load(name);
        var model = Fit(golden.Rows, golden.Labels, golden.Number("smoothing"));

        var classes = Enumerable.Range(0, model.Classes.Count);
        Close.Assert(golden.Numbers("priors"), model.Priors, 1e-12);
        Close.Assert(golden.Numbers("means"), classes.SelectMany(k => model.Means(k).ToArray()), 1e-12);
        Close.Assert(golden.Numbers("variances"), classes.SelectMany(k => model.Variances(k).ToArray()), 1e-9);
        Close.Assert(golden.Numbers("probabilities"), Subject.Of(model)(golden.Query), 1e-6);
    }

    [Fact]
    public void The_smoothing_term_is_a_share_of_the_largest_variance()
    {
        // The columns' variances are 1 and 4; within each class the first column is constant.
        var rows = Make.Table([-1, -2, -1, 2, 1, -2, 1, 2], columns: 2);
        var model = Fit(rows, Make.Labels(0, 0, 1, 1), smoothing: 0.25);
        Assert.Equal([1.0, 5.0], model.Variances(0).ToArray());
    }

    [Fact]
    public void A_constant_column_has_no_effect()
    {
        var problem = Problem.Random(1);
        var constant = problem.Map((value, column) => column == 2 ? 0.1f : value);
        var without = Fit(constant.Rows.SelectColumns(["x0", "x1"]), problem.Labels);
        float[] query = [.. problem.Query.Where((_, i) => i % 3 != 2)];
        Close.Assert(
            Subject.Of(without)(query).Select(p => (double)p), Subject.Of(Fit(constant.Rows, problem.Labels))(problem.Query), 1e-6);
    }

    [Fact]
    public void Columns_that_are_all_constant_are_refused()
    {
        var error = Assert.Throws<UnusableDataException>(() => Fit(Make.Table([1, 1, 1, 1], columns: 1), Make.Labels(0, 0, 1, 1)));
        Assert.Contains("Every column is constant", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_with_one_row_is_most_probable_at_that_row()
    {
        var model = Fit(Make.Table([0, 1, 2, 5], columns: 1), Make.Labels(0, 0, 0, 1));
        Close.Assert([0, 1, 1, 0], Subject.Of(model)([5, 4]), 1e-6);
    }

    [Fact]
    public void A_class_without_rows_gets_probability_zero()
    {
        var labels = new ClassLabels(["a", "empty", "b"], [0, 0, 2, 2]);
        var model = Fit(Make.Table([0, 1, 2, 3], columns: 1), labels);
        Assert.Equal([0.5, 0, 0.5], model.Priors);
        Assert.Equal(0, Subject.Of(model)([1.5f])[1]);
    }

    private static GaussianNaiveBayesModel Fit(FeatureTable rows, ClassLabels labels, double smoothing = 1e-9) =>
        new GaussianNaiveBayes(new GaussianNaiveBayesOptions { VarianceSmoothing = smoothing }).Fit(rows, labels, Make.Context());
}
