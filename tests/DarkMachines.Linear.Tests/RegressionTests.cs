using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Linear.Tests;

public class RegressionTests
{
    private static readonly Dictionary<string, Func<Golden, ISurrogate>> Algorithms = new()
    {
        ["linear-plain"] = _ => new LinearRegression(new LinearRegressionOptions()),
        ["linear-weighted"] = _ => new LinearRegression(new LinearRegressionOptions()),
        ["ridge-plain"] = golden => new Ridge(new RidgeOptions { Alpha = golden.Number("alpha") }),
        ["ridge-weighted"] = golden => new Ridge(new RidgeOptions { Alpha = golden.Number("alpha") }),
        ["lasso-plain"] = golden => new Lasso(new LassoOptions { Alpha = golden.Number("alpha"), Tolerance = 1e-13 }),
        ["lasso-weighted"] = golden => new Lasso(new LassoOptions { Alpha = golden.Number("alpha"), Tolerance = 1e-13 }),
        ["elastic-net-plain"] = golden => new ElasticNet(new ElasticNetOptions { Alpha = golden.Number("alpha"), L1Ratio = golden.Number("ratio"), Tolerance = 1e-13 }),
        ["elastic-net-weighted"] = golden => new ElasticNet(new ElasticNetOptions { Alpha = golden.Number("alpha"), L1Ratio = golden.Number("ratio"), Tolerance = 1e-13 }),
    };

    public static TheoryData<string> Names => [.. Algorithms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Coefficients_and_predictions_are_those_of_scikit_learn(string name)
    {
        var golden = Golden.Load(name);
        var model = (LinearModel)Algorithms[name](golden).Fit(golden.Rows, golden.Values, Make.Context());

        Close.Assert(golden.Numbers("coefficients"), Enumerable.Range(0, model.Outputs.Count).SelectMany(k => model.Coefficients(k).ToArray()), 1e-6);
        Close.Assert(golden.Numbers("intercepts"), model.Intercepts, 1e-6);
        Close.Assert(golden.Numbers("predictions"), Predict(model, golden.Query).Predictions, 1e-6);
    }

    [Theory]
    [InlineData("lasso-plain", new[] { 2, 4 })]
    public void The_lasso_makes_coefficients_of_columns_that_do_nothing_exactly_zero(string name, int[] idle)
    {
        var golden = Golden.Load(name);
        var model = (LinearModel)Algorithms[name](golden).Fit(golden.Rows, golden.Values, Make.Context());
        Assert.All(idle, column => Assert.Equal(golden.Numbers("coefficients")[column] == 0, model.Coefficients(0)[column] == 0));
        Assert.Contains(0, model.Coefficients(1).ToArray());
    }

    [Fact]
    public void A_line_is_found_with_its_noise()
    {
        // Values 1, 2, 4 at 0, 1, 2: slope 1.5, intercept 5/6; the residuals' squares add to 1/6, with one degree of freedom.
        var model = new LinearRegression(new LinearRegressionOptions()).Fit(Make.Table([0, 1, 2], 1), Make.Table([1, 2, 4], 1), Make.Context());
        var (predictions, uncertainties) = Predict(model, [0, 4]);
        Close.Assert([5 / 6.0, 5 / 6.0 + 6], predictions, 1e-6);
        Close.Assert([Math.Sqrt(1 / 6.0), Math.Sqrt(1 / 6.0)], uncertainties, 1e-6);
        Assert.Equal([new ValidRange(0, 2)], model.ValidRanges);
    }

    [Fact]
    public void The_noise_of_a_fit_without_freedom_is_not_known()
    {
        var model = new LinearRegression(new LinearRegressionOptions()).Fit(Make.Table([0, 1], 1), Make.Table([1, 2], 1), Make.Context());
        Assert.Equal([float.NaN], Predict(model, [0]).Uncertainties);
    }

    [Theory]
    [InlineData("linear-regression")]
    [InlineData("ridge")]
    [InlineData("lasso")]
    [InlineData("elastic-net")]
    public void One_point_is_predicted_everywhere(string name)
    {
        var problem = Problem.Random(1).Select([0]);
        Assert.Equal([0.5f, 0, 0.5f, 0], Subject.Fit(name, problem)([1, 2, 3, 400, 500, 600]));
    }

    [Theory]
    [InlineData("linear-regression")]
    [InlineData("ridge")]
    [InlineData("lasso")]
    [InlineData("elastic-net")]
    public void A_constant_column_does_not_matter(string name)
    {
        var problem = Problem.Random(3);
        var constant = problem.Map((value, column) => column == 1 ? 7 : value);
        var model = Subject.Fit(name, constant);
        Assert.Equal(model([1, 7, 2]), model([1, 9, 2]));
    }

    [Fact]
    public void More_columns_than_rows_are_fitted_exactly_with_repeated_columns_sharing()
    {
        var problem = Problem.Random(4, rows: 6, columns: 10);
        Close.Assert(
            problem.Values.Values.ToArray().Select(v => (double)v), Subject.Fit("linear-regression", problem)(problem.Rows.Values.ToArray()), 1e-5);
        var twice = Make.Table([.. Problem.Random(5, columns: 1).Rows.Values.ToArray().SelectMany(v => new[] { v, v })], 2);
        var model = new LinearRegression(new LinearRegressionOptions()).Fit(twice, Problem.Random(5, columns: 1).Values, Make.Context());
        Assert.Equal(model.Coefficients(0)[0], model.Coefficients(0)[1], 1e-9);
    }

    [Fact]
    public void Scaling_the_values_scales_a_least_squares_prediction() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed =>
    {
        var problem = Problem.Random(seed);
        var scaled = new FeatureTable(problem.Values.Features, problem.Values.Values.ToArray().Select(v => 8 * v).ToArray());
        var first = new LinearRegression(new LinearRegressionOptions()).Fit(problem.Rows, problem.Values, Make.Context());
        var second = new LinearRegression(new LinearRegressionOptions()).Fit(problem.Rows, scaled, Make.Context());
        return Close.To(Predict(first, problem.Query).Predictions.Select(v => 8 * v), Predict(second, problem.Query).Predictions, 1e-5);
    }));

    [Fact]
    public void No_coefficients_near_the_lasso_s_are_better() => Check.QuickThrowOnFailure(Prop.ForAll<ulong>(seed =>
    {
        var problem = Problem.Random(seed);
        var model = new Lasso(new LassoOptions { Alpha = 0.2 }).Fit(problem.Rows, problem.Values, Make.Context());
        var best = Objective(problem, model.Coefficients(0).ToArray(), model.Intercepts[0], 0.2);
        var random = new RandomStream(seed, 9);
        return Enumerable.Range(0, 20).All(_ =>
        {
            var others = model.Coefficients(0).ToArray().Select(w => w + 0.01 * random.Normal()).ToArray();
            return best <= Objective(problem, others, model.Intercepts[0] + 0.01 * random.Normal(), 0.2) + 1e-7;
        });
    }));

    [Fact]
    public void A_fit_that_may_not_converge_says_so()
    {
        var golden = Golden.Load("lasso-plain");
        var error = Assert.Throws<UnusableDataException>(() =>
            new Lasso(new LassoOptions { Alpha = 1e-6, Tolerance = 1e-14, MaxIterations = 1 }).Fit(golden.Rows, golden.Values, Make.Context()));
        Assert.Contains("has not converged after 1 rounds", error.Message, StringComparison.Ordinal);
    }

    private static double Objective(Problem problem, double[] coefficients, double intercept, double alpha)
    {
        var squares = 0.0;
        for (var i = 0; i < problem.Rows.RowCount; i++)
        {
            var prediction = intercept + problem.Rows.Row(i).ToArray().Zip(coefficients, (x, w) => x * w).Sum();
            squares += Math.Pow(problem.Values.Row(i)[0] - prediction, 2);
        }

        return squares / 2 / problem.Rows.RowCount + alpha * coefficients.Sum(Math.Abs);
    }

    private static (float[] Predictions, float[] Uncertainties) Predict(LinearModel model, float[] rows)
    {
        var predictions = new float[rows.Length / model.Features.Count * model.Outputs.Count];
        var uncertainties = new float[predictions.Length];
        model.Predict(rows, predictions, uncertainties);
        return (predictions, uncertainties);
    }
}
