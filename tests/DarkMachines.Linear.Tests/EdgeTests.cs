using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Linear.Tests;

/// <summary>Data at the edge of what can be learnt from, and beyond it.</summary>
public class EdgeTests
{
    private static readonly float[] AwkwardValues =
        [0, 1, -1, 0.1f, 1e-45f, 1e-20f, 1e20f, 3e38f, -3e38f, float.MaxValue, float.MinValue, 16777216, 16777217];

    public static TheoryData<string> Algorithms => Subject.All;

    public static TheoryData<string> Classifiers => Subject.Classifiers;

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void No_rows_are_refused(string name) => AssertRefused("no training rows", name, [], []);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Rows_that_all_have_weight_zero_are_refused(string name) => AssertRefused("weight zero", name, [1, 2], [0, 1], [0, 0]);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Values_that_are_not_finite_are_refused_with_their_place(string name)
    {
        AssertRefused("Column 'x0' is NaN in training row 2 (counted from 0)", name, [1, 2, float.NaN], [0, 1, 1]);
        AssertRefused("Column 'x0' is -Infinity in training row 0", name, [float.NegativeInfinity, 2, 3], [0, 1, 1]);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Weights_that_are_negative_or_not_finite_are_refused_with_their_place(string name)
    {
        AssertRefused("weight of training row 1 (counted from 0) is -1", name, [1, 2], [0, 1], [1, -1]);
        AssertRefused("weight of training row 0 (counted from 0) is NaN", name, [1, 2], [0, 1], [float.NaN, 1]);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Rows_of_one_class_only_are_refused(string name)
    {
        AssertRefused("All training rows are of class 'class1'", name, [1, 2, 3], [1, 1, 1]);
        AssertRefused("All training rows are of class 'class0'", name, [1], [0]);
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Labels_of_another_number_of_rows_are_a_mistake_of_the_caller(string name) =>
        Assert.Throws<ArgumentException>(() => Subject.Classifier(name).Fit(Make.Table([1, 2], 1), Make.Labels(0, 1, 1), Make.Context()));

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_fit_stops_when_asked_to(string name) => Assert.ThrowsAny<OperationCanceledException>(
        () => Subject.Fit(name, Problem.Random(1), new FitContext(1, cancellation: new CancellationToken(canceled: true))));

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Scoring_allocates_nothing_for_each_row(string name)
    {
        var problem = Problem.Random(1);
        var answers = Subject.Fit(name, problem);
        var few = new float[3 * 10];
        var many = new float[3 * 10_000];
        answers(few);
        answers(many);
        Assert.Equal(AllocatedBeyondTheAnswers(few), AllocatedBeyondTheAnswers(many));

        long AllocatedBeyondTheAnswers(float[] rows)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var length = answers(rows).Length;
            return GC.GetAllocatedBytesForCurrentThread() - before - (length * sizeof(float) + 7) / 8 * 8;
        }
    }

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void Probabilities_of_finite_rows_are_never_NaN(string name) => ForAwkwardProblems(2, problem =>
    {
        var answers = Subject.Fit(name, problem)(problem.Query);
        return answers.All(p => p is >= 0 and <= 1)
            && answers.Chunk(problem.Labels.Classes.Count).All(row => Math.Abs(row.Sum() - 1) < 1e-6);
    });

    [Fact]
    public void Distances_of_finite_rows_are_never_NaN() => ForAwkwardProblems(
        2, problem => Subject.Fit(Subject.Mahalanobis, problem)(problem.Query).All(score => score >= 0 && float.IsFinite(score)));

    // Half the values are so far apart, or so close together, that no answer may exist in double precision: refusing is right
    // then, as it is of constant columns; any other refusal fails the test.
    private static void ForAwkwardProblems(int columns, Func<Problem, bool> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll<ulong, byte>((seed, size) =>
        {
            var random = new RandomStream(seed);
            var rows = 2 + size % 20;
            var labels = Enumerable.Range(0, rows).Select(i => i < 2 ? i : random.Below(3)).ToArray();
            var problem = new Problem(Make.Table(Values(rows), columns), new ClassLabels(["a", "b", "c"], labels), Values(20));
            try
            {
                return property(problem);
            }
            catch (UnusableDataException refusal)
            {
                return refusal.Message.Contains("onstant", StringComparison.Ordinal)
                    || refusal.Message.Contains("has not converged", StringComparison.Ordinal);
            }

            float[] Values(int count) => [.. Enumerable.Range(0, count * columns).Select(_ =>
                random.Below(2) == 0 ? (float)random.Normal() : AwkwardValues[random.Below(AwkwardValues.Length)])];
        }));

    private static void AssertRefused(string reason, string name, float[] values, int[] labels, float[]? weights = null)
    {
        var problem = new Problem(Make.Table(values, columns: 1, weights), Make.Labels(labels), []);
        var error = Assert.Throws<UnusableDataException>(() => Subject.Fit(name, problem));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
