using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Linear.Tests;

/// <summary>What must not change an answer, and by how much it may.</summary>
public class InvarianceTests
{
    private const double Rounding = 2e-5;

    public static TheoryData<string> Algorithms => Subject.All;

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void The_order_of_the_rows_does_not_matter(string name) => ForRandomProblems(problem =>
    {
        var order = Enumerable.Range(0, problem.Rows.RowCount).ToArray();
        new RandomStream(7).Shuffle(order.AsSpan());
        return SameAnswers(name, problem, problem.Select(order));
    });

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Shifting_the_columns_does_not_matter(string name) =>
        ForRandomProblems(problem => SameAnswers(name, problem, problem.Map((value, column) => value + 1000 * (column - 1))));

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_row_of_weight_two_counts_as_two_rows(string name) => ForRandomProblems(problem =>
    {
        var rows = problem.Rows.RowCount;
        float[] weights = [.. Enumerable.Range(0, rows).Select(i => i < 10 ? 2f : 1)];
        int[] repeated = [.. Enumerable.Range(0, rows), .. Enumerable.Range(0, 10)];
        return SameAnswers(name, problem.Select(repeated), problem.Weighted(weights));
    });

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_row_of_weight_zero_does_not_count(string name) => ForRandomProblems(problem =>
    {
        var rows = problem.Rows.RowCount;
        float[] weights = [.. Enumerable.Range(0, rows).Select(i => i < 10 ? 0f : 1)];
        return SameAnswers(name, problem.Select([.. Enumerable.Range(10, rows - 10)]), problem.Weighted(weights));
    });

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Threads_and_seed_do_not_change_a_bit(string name)
    {
        var problem = Problem.Random(1, rows: 5000, columns: 4, weighted: true);
        var expected = Subject.Fit(name, problem)(problem.Query);
        Assert.All([1, 2, 5], threads =>
            Assert.Equal(expected, Subject.Fit(name, problem, new FitContext(seed: (ulong)threads, threads))(problem.Query)));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void One_row_gets_the_answer_it_gets_in_a_batch(string name) => Check.QuickThrowOnFailure(
        Prop.ForAll<ulong>(seed =>
        {
            var problem = Problem.Random(seed);
            var answers = Subject.Fit(name, problem);
            var oneByOne = problem.Query.Chunk(problem.Rows.ColumnCount).SelectMany(row => answers(row));
            return answers(problem.Query).SequenceEqual(oneByOne);
        }));

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Many_threads_may_ask_one_model(string name)
    {
        var problem = Problem.Random(2);
        var answers = Subject.Fit(name, problem);
        var expected = answers(problem.Query);
        var found = new float[64][];
        Parallel.For(0, found.Length, i => found[i] = answers(problem.Query));
        Assert.All(found, each => Assert.Equal(expected, each));
    }

    private static bool SameAnswers(string name, Problem expected, Problem actual) => Close.To(
        Subject.Fit(name, expected)(expected.Query), Subject.Fit(name, actual)(actual.Query), Rounding);

    private static void ForRandomProblems(Func<Problem, bool> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll<ulong>(seed => property(Problem.Random(seed))));
}
