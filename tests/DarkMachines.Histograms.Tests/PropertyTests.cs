using DarkMachines.Testing;

namespace DarkMachines.Histograms.Tests;

public class PropertyTests
{
    private static readonly float[] Rows = TestTables.Grid(new RandomStream(1), 600, size: 64);
    private static readonly float[] Query = TestTables.Grid(new RandomStream(2), 60, size: 80);

    public static TheoryData<string> Names => Detectors.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_the_rows_does_not_matter(string name)
    {
        var table = TestTables.Table(3, Rows);
        var shuffled = table.SelectRows(TestTables.Permutation(new RandomStream(3), table.RowCount));
        Close(Detectors.Fit(name, table).Scores(Query), Detectors.Fit(name, shuffled).Scores(Query));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shifting_and_rescaling_columns_by_powers_of_two_does_not_matter(string name)
    {
        // Exact in single precision, so that no row crosses the edge of a bin.
        float[] Move(float[] values) => [.. values.Select((v, i) => i % 3 == 1 ? v * 4 + 1024 : v)];
        Close(Detectors.Fit(name, TestTables.Table(3, Rows)).Scores(Query), Detectors.Fit(name, TestTables.Table(3, Move(Rows))).Scores(Move(Query)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_twice_changes_little_and_weights_of_two_nothing(string name)
    {
        var once = TestTables.Table(3, Rows);
        var heavy = TestTables.Table(3, Rows, [.. Enumerable.Repeat(2f, 200)]);
        Close(Detectors.Fit(name, once).Scores(Query), Detectors.Fit(name, heavy).Scores(Query));

        // Weights and repeated rows tell the same, where the number of rows that count is the same.
        var weighted = TestTables.Table(3, [.. Rows, .. Rows], [.. Enumerable.Repeat(1f, 200), .. Enumerable.Repeat(3f, 200)]);
        Close(Detectors.Fit(name, TestTables.Table(3, [.. Rows, .. Rows])).Scores(Query), Detectors.Fit(name, weighted).Scores(Query));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_of_weight_zero_does_not_count(string name)
    {
        var masked = TestTables.Table(3, [.. Rows, 9999, -9999, 9999], [.. Enumerable.Repeat(1f, 200), 0]);
        Close(Detectors.Fit(name, TestTables.Table(3, Rows)).Scores(Query), Detectors.Fit(name, masked).Scores(Query));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_beyond_all_others_score_highest(string name)
    {
        // Any one row lies in rare bins by chance; on the whole those outside do not score lower than those inside.
        var model = Detectors.Fit(name, TestTables.Table(3, Rows));
        var inside = model.Scores(Rows);
        Assert.All(model.Scores([500, 500, 500, -500, -500, -500]), score => Assert.True(score >= inside.Order().ElementAt(190)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Constant_columns_one_row_and_few_rows_give_finite_scores(string name)
    {
        foreach (float[] rows in (float[][])[[7, 7], [7, 7, 7, 8], [1, 7, 2, 7, 3, 7], [3e38f, 1, -3e38f, 2]])
            Assert.All(Detectors.Fit(name, TestTables.Table(2, rows)).Scores([7, 7, 0, 0, 3e38f, -3e38f]), score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_do_not_change_a_bit(string name)
    {
        var table = TestTables.Table(3, Rows);
        Assert.Equal(Detectors.Fit(name, table).Scores(Query), Detectors.Fit(name, table, new FitContext(1, threads: 4)).Scores(Query));
    }

    [Fact]
    public void Only_increasing_transformations_of_columns_leave_tails_as_they_are()
    {
        float[] Cubes(float[] values) => [.. values.Select(v => v * v * v)];
        Close(
            Detectors.Fit("ecod", TestTables.Table(3, Rows)).Scores(Query),
            Detectors.Fit("ecod", TestTables.Table(3, Cubes(Rows))).Scores(Cubes(Query)));
    }

    [Fact]
    public void Contributions_of_columns_add_up_to_the_score()
    {
        var model = (HbosModel)Detectors.Fit("hbos", TestTables.Table(3, Rows));
        Assert.Equal(model.Scores(Query[..3])[0], model.Contributions(Query.AsSpan(0, 3)).Sum(), 1e-4);
    }

    [Fact]
    public void One_column_of_loda_is_minus_the_logarithm_of_a_histogram()
    {
        // Ten bins over 0 … 10 with 1, 2, … 10 rows; of the middle of a bin no rounding takes it into another.
        float[] rows = [.. Enumerable.Range(0, 10).SelectMany(bin => Enumerable.Repeat(bin + 0.5f, bin + 1)), 0, 10];
        var model = Detectors.Fit("loda", TestTables.Table(1, rows));
        double[] counts = [.. Enumerable.Range(0, 10).Select(bin => bin + 1.0 + (bin is 0 or 9 ? 1 : 0))];
        var scores = model.Scores([.. Enumerable.Range(0, 10).Select(bin => bin + 0.5f), 30]);
        for (var bin = 0; bin < 10; bin++)
            Assert.Equal(-Math.Log(counts[bin] / rows.Length), scores[bin], 1e-5);
        Assert.Equal(-Math.Log(0.1 / rows.Length), scores[10], 1e-5);
    }

    private static void Close(float[] expected, float[] found) =>
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
}
