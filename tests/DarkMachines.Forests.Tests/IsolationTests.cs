using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

public class IsolationTests
{
    private static readonly FitContext Context = new(1);

    private static readonly IsolationForest Forest = new(new IsolationForestOptions());

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1.2073923)] // 2 (ln 2 + 0.5772157) − 4/3
    [InlineData(256, 10.244770)] // 2 (ln 255 + 0.5772157) − 510/256
    public void Paths_of_unsuccessful_searches_have_the_length_of_the_paper(int rows, double expected) =>
        Assert.Equal(expected, PathLength.Unsuccessful(rows), 1e-6);

    [Fact]
    public void Scores_lie_between_zero_and_one_and_the_far_row_is_highest()
    {
        var background = Normals(new RandomStream(1), 3 * 1000);
        var scores = Forest.Fit(Table(3, background), Context).Scores([.. background, 9, -9, 9]);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        Assert.Equal(1000, Array.IndexOf(scores, scores.Max()));
    }

    [Fact]
    public void Rows_that_are_all_the_same_and_a_single_row_score_a_half()
    {
        Assert.All(Forest.Fit(Table(2, new float[200]), Context).Scores([0, 0, 5, 5]), score => Assert.Equal(0.5, score, 1e-6));
        Assert.Equal([0.5f], Forest.Fit(Table(2, [1, 2]), Context).Scores([7, 7]));
    }

    [Fact]
    public void Moving_and_stretching_columns_changes_nothing()
    {
        var random = new RandomStream(2);
        var (rows, queries) = (Normals(random, 2 * 300), Normals(random, 2 * 50));
        float[] Change(float[] values) => [.. values.Select(value => 8 * value)];
        Assert.Equal(Forest.Fit(Table(2, rows), Context).Scores(queries), Forest.Fit(Table(2, Change(rows)), Context).Scores(Change(queries)));
    }

    [Fact]
    public void The_number_of_threads_does_not_count_but_the_seed_does()
    {
        var random = new RandomStream(3);
        var (rows, queries) = (Table(2, Normals(random, 2 * 300)), Normals(random, 2 * 50));
        float[] Answers(ulong seed, int threads) => Forest.Fit(rows, new FitContext(seed, threads)).Scores(queries);
        Assert.Equal(Answers(seed: 4, threads: 1), Answers(seed: 4, threads: 3));
        Assert.NotEqual(Answers(seed: 4, threads: 1), Answers(seed: 5, threads: 1));
    }

    [Fact]
    public void Each_row_is_drawn_once_and_equally_often()
    {
        var counts = new int[20];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            var sample = RowSample.Draw(20, 5, new RandomStream(seed));
            Assert.Equal(5, sample.Distinct().Count());
            foreach (var row in sample)
                counts[row]++;
        }

        // 4000 draws of 5 in 20: 1000 each, with a deviation of 27.
        Assert.All(counts, count => Assert.InRange(count, 1000 - 140, 1000 + 140));
    }

    [Fact]
    public void Weighted_rows_are_drawn_in_proportion()
    {
        var sample = RowSample.DrawWeighted([0, 1, 1, 4, 4], 10_000, new RandomStream(1));
        Assert.DoesNotContain(0, sample);
        Assert.DoesNotContain(2, sample);
        Assert.DoesNotContain(4, sample);
        Assert.Equal(0.75, sample.Count(row => row == 3) / 10_000.0, 0.03);
    }
}
