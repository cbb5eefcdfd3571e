namespace DarkMachines.Linear.Tests;

public class LinearDiscriminantTests
{
    [Theory]
    [InlineData("lda-binary")]
    [InlineData("lda-multinomial")]
    public void Probabilities_are_those_of_scikit_learn(string name)
    {
        var golden = Golden.Load(name);
        Close.Assert(golden.Numbers("probabilities"), Subject.Of(Fit(golden.Rows, golden.Labels))(golden.Query), 1e-6);
    }

    [Fact]
    public void Two_normal_classes_in_one_column_follow_the_formula()
    {
        // Means 1 and 5, variance within classes 4 · 1 / (4 − 2) = 2, equal priors: logit = (5 − 1) / 2 · (x − 3).
        var answers = Subject.Of(Fit(Make.Table([0, 2, 4, 6], 1), Make.Labels(0, 0, 1, 1)))([3, 3.5f]);
        Close.Assert([0.5, 0.5, 1 / (1 + Math.E), Math.E / (1 + Math.E)], answers, 1e-6);
    }

    [Fact]
    public void Fewer_rows_than_columns_give_probabilities()
    {
        var problem = Problem.Random(1, rows: 6, columns: 10);
        var answers = Subject.Fit("lda", problem)(problem.Query);
        Assert.All(answers.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-6f));
    }

    [Fact]
    public void A_repeated_column_changes_nothing()
    {
        var problem = Problem.Random(2, columns: 2);
        var repeated = Fit(Repeat(problem.Rows.Values.ToArray()), problem.Labels);
        Close.Assert(
            Subject.Fit("lda", problem)(problem.Query).Select(p => (double)p), Subject.Of(repeated)(Repeat(problem.Query).Values.ToArray()), 1e-5);

        static FeatureTable Repeat(float[] values) => Make.Table([.. values.Chunk(2).SelectMany(row => new[] { row[0], row[1], row[0] })], 3);
    }

    [Fact]
    public void Columns_without_spread_within_classes_are_refused() => Assert.Throws<UnusableDataException>(
        () => Fit(Make.Table([1, 1, 2, 2], 1), Make.Labels(0, 0, 1, 1)));

    private static LinearClassifierModel Fit(FeatureTable rows, ClassLabels labels) =>
        new LinearDiscriminant(new LinearDiscriminantOptions()).Fit(rows, labels, Make.Context());
}
