using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Linear.Tests;

public class MahalanobisTests
{
    [Theory]
    [InlineData("mahalanobis-plain")]
    [InlineData("mahalanobis-weighted")]
    [InlineData("mahalanobis-unscaled")]
    public void Distances_and_log_densities_are_those_of_NumPy_and_SciPy(string name)
    {
        var golden = Golden.Load(name);
        var model = Fit(golden.Rows);

        Assert.Equal(0, model.RaisedDirections);
        Close.Assert(golden.Numbers("means"), model.Means, 1e-12);
        Close.Assert(golden.Numbers("distances"), Scores(model, golden.Query), 1e-6);
        Close.Assert(golden.Numbers("logDensities"), LogDensities(model, golden.Query), 1e-6);
    }

    [Fact]
    public void In_one_column_the_score_is_the_number_of_standard_deviations()
    {
        var model = Fit(Make.Table([1, 3], columns: 1));
        Assert.Equal([0, 2, 3], Scores(model, [2, 0, 5]));
        Assert.Equal(-0.5 * Math.Log(2 * Math.PI) - 2, LogDensities(model, [4])[0], 1e-6);
    }

    [Fact]
    public void The_mean_square_score_of_the_training_rows_is_the_number_of_columns() => Check.QuickThrowOnFailure(
        Prop.ForAll<ulong>(seed =>
        {
            var problem = Problem.Random(seed, rows: 30, columns: 4);
            var scores = Scores(Fit(problem.Rows), problem.Rows.Values.ToArray());
            return Math.Abs(scores.Average(s => (double)s * s) - 4) < 1e-5;
        }));

    [Fact]
    public void Units_of_the_columns_do_not_matter() => Check.QuickThrowOnFailure(
        Prop.ForAll<ulong>(seed =>
        {
            var problem = Problem.Random(seed);
            var rescaled = problem.Map((value, column) => value * MathF.Pow(2, 30 * column - 20));
            return Close.To(Scores(Fit(problem.Rows), problem.Query), Scores(Fit(rescaled.Rows), rescaled.Query), 1e-6);
        }));

    [Fact]
    public void A_repeated_column_changes_no_score_of_rows_that_repeat_it_and_betrays_those_that_do_not()
    {
        var problem = Problem.Random(2, columns: 2);
        var model = Fit(Repeat(problem.Rows.Values.ToArray()));
        Assert.Equal(1, model.RaisedDirections);
        Close.Assert(
            Scores(Fit(problem.Rows), problem.Query).Select(s => (double)s), Scores(model, Repeat(problem.Query).Values.ToArray()), 1e-5);
        Assert.True(Scores(model, [0, 0.01f, 0])[0] > 100);

        static FeatureTable Repeat(float[] values) =>
            Make.Table([.. values.Chunk(2).SelectMany(row => new[] { row[0], row[0], row[1] })], columns: 3);
    }

    [Fact]
    public void Fewer_rows_than_columns_leave_the_training_rows_equally_near_and_others_far()
    {
        var problem = Problem.Random(3, rows: 4, columns: 6);
        var model = Fit(problem.Rows);
        Assert.Equal(3, model.RaisedDirections);
        Assert.All(Scores(model, problem.Rows.Values.ToArray()), score => Assert.Equal(Math.Sqrt(3), score, 1e-4));
        Assert.All(Scores(model, problem.Query), score => Assert.True(score > 1000));
    }

    [Theory]
    [InlineData(new float[] { 0, 7, 1, 7, 2, 7 })]
    [InlineData(new float[] { 1, 7 })]
    public void A_constant_column_is_refused_by_name(float[] values)
    {
        var error = Assert.Throws<UnusableDataException>(() => Fit(Make.Table(values, columns: 2)));
        Assert.Contains("x1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_varies_only_in_rows_without_weight_is_constant() =>
        Assert.Throws<UnusableDataException>(() => Fit(Make.Table([9, 0.1f, 0.1f, 0.1f], columns: 1, weights: [0, 1, 2, 3])));

    [Fact]
    public void Scores_stay_finite_however_far_a_row_lies()
    {
        var model = Fit(Make.Table([0, float.Epsilon], columns: 1));
        Assert.Equal([float.MaxValue], Scores(model, [float.MaxValue]));
        Assert.Equal([float.NegativeInfinity], LogDensities(model, [float.MaxValue]));
    }

    [Fact]
    public void As_an_anomaly_model_it_answers_the_distance()
    {
        var detector = Assert.IsAssignableFrom<IAnomalyDetector>(new Mahalanobis(new MahalanobisOptions()));
        var scores = new float[1];
        detector.Fit(Make.Table([1, 3], columns: 1), Make.Context()).Score([5], scores);
        Assert.Equal([3], scores);
    }

    private static MahalanobisModel Fit(FeatureTable rows) => new Mahalanobis(new MahalanobisOptions()).Fit(rows, Make.Context());

    private static float[] Scores(MahalanobisModel model, float[] rows)
    {
        var scores = new float[rows.Length / model.Features.Count];
        model.Score(rows, scores);
        return scores;
    }

    private static float[] LogDensities(MahalanobisModel model, float[] rows)
    {
        var logDensities = new float[rows.Length / model.Features.Count];
        model.LogDensity(rows, logDensities);
        return logDensities;
    }
}
