using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Linear.Tests;

public class LogisticRegressionTests
{
    [Theory]
    [InlineData("logistic-binary")]
    [InlineData("logistic-binary-weighted")]
    [InlineData("logistic-separable")]
    [InlineData("logistic-unscaled")]
    [InlineData("logistic-wide")]
    [InlineData("logistic-multinomial")]
    [InlineData("logistic-multinomial-weighted")]
    public void Coefficients_and_probabilities_are_those_of_scikit_learn(string name)
    {
        var golden = Golden.Load(name);
        var model = Fit(golden.Rows, golden.Labels, golden.Number("c"));

        var first = model.Classes.Count == 2 ? 1 : 0;
        var scored = Enumerable.Range(first, model.Classes.Count - first);
        Close.Assert(golden.Numbers("coefficients"), scored.SelectMany(k => model.Coefficients(k).ToArray()), 1e-7);
        Close.Assert(golden.Numbers("intercepts"), model.Intercepts.Skip(first), 1e-7);
        Close.Assert(golden.Numbers("probabilities"), Subject.Of(model)(golden.Query), 1e-6);
    }

    [Fact]
    public void With_two_classes_the_first_is_the_reference()
    {
        var problem = Problem.Random(1, classes: 2);
        var model = Fit(problem.Rows, problem.Labels);
        Assert.All(model.Coefficients(0).ToArray(), coefficient => Assert.Equal(0, coefficient));
        Assert.Equal(0, model.Intercepts[0]);
    }

    [Fact]
    public void At_the_fit_the_gradient_of_the_documented_function_is_zero() => Check.QuickThrowOnFailure(
        Prop.ForAll<ulong, bool>((seed, many) =>
        {
            const double c = 3;
            var problem = Problem.Random(seed, classes: many ? 4 : 2, weighted: true);
            var model = Fit(problem.Rows, problem.Labels, c);
            return Enumerable.Range(1, model.Classes.Count - 1).All(k =>
                Close.To(new double[problem.Rows.ColumnCount + 1], Gradient(problem, model, k, c), 1e-4));
        }));

    [Fact]
    public void Separable_classes_get_finite_coefficients_that_the_penalty_sets()
    {
        var rows = Make.Table([-2, -1, 1, 2], columns: 1);
        var labels = Make.Labels(0, 0, 1, 1);
        double[] coefficients = [.. new[] { 1e-3, 1, 1e6, 1e12 }.Select(c => Fit(rows, labels, c).Coefficients(1)[0])];
        Assert.All(coefficients, coefficient => Assert.True(double.IsFinite(coefficient)));
        Assert.Equal(coefficients.Order(), coefficients);
        Assert.True(coefficients[0] < 0.01 && coefficients[^1] > 10);
    }

    [Fact]
    public void A_constant_column_gets_coefficient_zero()
    {
        var problem = Problem.Random(3).Map((value, column) => column == 1 ? 0.1f : value);
        var model = Fit(problem.Rows, problem.Labels);
        Assert.All(Enumerable.Range(0, 3), k => Assert.Equal(0, model.Coefficients(k)[1]));
    }

    [Fact]
    public void Repeated_columns_share_the_coefficient()
    {
        var problem = Problem.Random(4, classes: 2);
        var model = Fit(problem.Rows.SelectColumns(["x0", "x1"]), problem.Labels);
        float[] doubled = [.. Enumerable.Range(0, problem.Rows.RowCount).SelectMany(i => new[] { problem.Rows.Row(i)[0], problem.Rows.Row(i)[0], problem.Rows.Row(i)[1] })];
        var repeated = Fit(Make.Table(doubled, 3), problem.Labels).Coefficients(1).ToArray();
        Assert.Equal(repeated[0], repeated[1], 1e-9);
        Assert.InRange(repeated[0] + repeated[1], model.Coefficients(1)[0] - 1, model.Coefficients(1)[0] + 1);
    }

    [Fact]
    public void A_class_without_rows_gets_probability_zero_and_leaves_the_others_as_they_were()
    {
        var problem = Problem.Random(5, classes: 2);
        var relabelled = new ClassLabels(["a", "empty", "b"], [.. problem.Labels.Indices.ToArray().Select(k => 2 * k)]);
        var two = Subject.Of(Fit(problem.Rows, problem.Labels))(problem.Query);
        var three = Subject.Of(Fit(problem.Rows, relabelled))(problem.Query);
        Assert.Equal(two.Where((_, i) => i % 2 == 1), three.Where((_, i) => i % 3 == 2));
        Assert.All(three.Where((_, i) => i % 3 == 1), probability => Assert.Equal(0, probability));
    }

    [Fact]
    public void Columns_in_unlike_units_and_any_C_converge() => Check.QuickThrowOnFailure(
        Prop.ForAll<ulong, byte, bool>((seed, power, many) =>
        {
            var problem = Problem.Random(seed, rows: 30, columns: 5, classes: many ? 4 : 2)
                .Map((value, column) => value * MathF.Pow(1000, column - 2));
            var model = Fit(problem.Rows, problem.Labels, c: Math.Pow(10, power % 25 - 12));
            return model.Intercepts.All(double.IsFinite);
        }));

    [Theory]
    [InlineData(40, 2, 2)]
    [InlineData(300, 2, 2)]
    [InlineData(100, 4, 3)]
    public void Many_columns_reach_the_minimum_too(int columns, int classes, double c)
    {
        // Up to 256 parameters the equations are solved by Cholesky factors, beyond by conjugate gradients.
        var problem = Problem.Random(8, rows: 120, columns, classes, weighted: true);
        var model = Fit(problem.Rows, problem.Labels, c);
        Assert.All(Enumerable.Range(1, classes - 1), k =>
            Close.Assert(new double[columns + 1], Gradient(problem, model, k, c), 1e-5));
    }

    [Fact]
    public void A_fit_that_runs_out_of_steps_says_so()
    {
        var problem = Problem.Random(6);
        var algorithm = new LogisticRegression(new LogisticRegressionOptions { MaxIterations = 1 });
        var error = Assert.Throws<UnusableDataException>(() => algorithm.Fit(problem.Rows, problem.Labels, Make.Context()));
        Assert.Contains("has not converged after at most 1 steps", error.Message, StringComparison.Ordinal);
        Assert.Contains("max-iterations", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var options = new LogisticRegressionOptions { C = 0, Tolerance = double.NaN, MaxIterations = 0 };
        var error = Assert.Throws<UsageException>(() => new LogisticRegression(options));
        Assert.All(["'c'", "'tolerance'", "'max-iterations'"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static LinearClassifierModel Fit(FeatureTable rows, ClassLabels labels, double c = 1) =>
        new LogisticRegression(new LogisticRegressionOptions { C = c }).Fit(rows, labels, Make.Context());

    // Of |w|²/2 + c Σ weight × loss, by the coefficients and the intercept of one class.
    private static double[] Gradient(Problem problem, LinearClassifierModel model, int k, double c)
    {
        double[] gradient = [.. model.Coefficients(k), 0];
        for (var i = 0; i < problem.Rows.RowCount; i++)
        {
            var row = problem.Rows.Row(i).ToArray();
            var probability = 1 / Enumerable.Range(0, model.Classes.Count).Sum(other => Math.Exp(Score(other) - Score(k)));
            var error = c * problem.Rows.Weights[i] * (probability - (problem.Labels.Indices[i] == k ? 1 : 0));
            for (var j = 0; j < row.Length; j++)
                gradient[j] += error * row[j];
            gradient[^1] += error;

            double Score(int of) => model.Intercepts[of] + row.Zip(model.Coefficients(of).ToArray(), (x, w) => x * w).Sum();
        }

        return gradient;
    }
}
