namespace DarkMachines.Conformance.Tests;

/// <summary>Fits that break down on hard data: the case of those data fails, and no other.</summary>
public class WrongDataTests
{
    private static readonly Dictionary<string, (string Training, Func<FeatureTable, bool> IsHard)> HardData = new()
    {
        ["constant-columns"] = ("one constant column", rows => rows.RowCount > 6 && Column(rows).Distinct().Count() == 1),
        ["duplicated-rows"] = ("each comes four times", rows => rows.RowCount > 6 && rows.Row(0).SequenceEqual(rows.Row(1)) && !rows.Row(0).SequenceEqual(rows.Row(4))),
        ["single-row"] = ("a single row", rows => rows.RowCount == 1),
        ["no-rows"] = ("no rows at all", rows => rows.RowCount == 0),
        ["few-rows"] = ("three rows", rows => rows.RowCount == 3),
        ["training-values-not-finite"] = ("one NaN", rows => rows.Values.Contains(float.NaN)),
        ["zero-weights"] = ("all weigh zero", rows => rows.IsWeighted && rows.Weights.IndexOfAnyExcept(0) < 0),
        ["unsound-weights"] = ("one weighs -1", rows => rows.Weights.Contains(-1)),
        ["huge-values"] = ("values about 1e30", rows => Largest(rows) is > 1e25f and < float.MaxValue),
        ["tiny-values"] = ("values about 1e-30", rows => Largest(rows) is > 0 and < 1e-25f),
    };

    public static TheoryData<string> Rules => [.. HardData.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Hard_data_that_give_NaN(string rule)
    {
        var (training, isHard) = HardData[rule];
        var message = Only(rule, Failures.Of(() => WrongDetector.Where(isHard, WrongModel.AllNaN)));
        Assert.Contains("expected a score, never NaN from Score after a fit to ", message, StringComparison.Ordinal);
        Assert.Contains(training, message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Hard_data_that_give_an_exception_of_another_type(string rule)
    {
        var (training, isHard) = HardData[rule];
        var message = Only(rule, Failures.Of(() => WrongDetector.Where(isHard, _ => throw new InvalidOperationException())));
        Assert.Contains("expected a model or an UnusableDataException for ", message, StringComparison.Ordinal);
        Assert.Contains(training, message, StringComparison.Ordinal);
        Assert.Contains("came InvalidOperationException", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Give rows.", "its message is empty")]
    [InlineData("No rows.", " ", "its remedy is empty")]
    public void A_refusal_that_does_not_explain_itself(string message, string remedy, string complaint) => Assert.Contains(
        complaint,
        Only("no-rows", Failures.Of(() => WrongDetector.Where(rows => rows.RowCount == 0, _ => throw new UnusableDataException(message, remedy)))),
        StringComparison.Ordinal);

    [Fact]
    public void Missing_values_that_are_refused_although_declared() => Assert.Contains(
        "came UnusableDataException (Column 'x0' is NaN in training row 0",
        Only("missing-values-as-declared", Failures.Of(() => new Boastful())),
        StringComparison.Ordinal);

    [Fact]
    public void Missing_values_that_give_NaN_although_declared() => Assert.Contains(
        "expected a score, never NaN from Score after a fit to rows with missing values; came [NaN]",
        Only("missing-values-as-declared", Failures.Of(() => new Careless())),
        StringComparison.Ordinal);

    private static string Only(string rule, Dictionary<string, string> failures)
    {
        Assert.Equal([rule], failures.Keys);
        return failures[rule];
    }

    private static float[] Column(FeatureTable rows) => rows.SelectColumns([rows.Features[0].Name]).Values.ToArray();

    private static float Largest(FeatureTable rows) => rows.RowCount == 0 ? 0 : rows.Values.ToArray().Max(Math.Abs);

    [Algorithm("boastful", "Declares what it cannot do", HandlesMissingValues = true)]
    private sealed class Boastful : IAnomalyDetector
    {
        public IAnomalyModel Fit(FeatureTable background, FitContext context) => new CentreDistance(new SampleOptions()).Fit(background, context);
    }

    [Algorithm("careless", "Learns from missing values but cannot score them", HandlesMissingValues = true)]
    private sealed class Careless : IAnomalyDetector
    {
        public IAnomalyModel Fit(FeatureTable background, FitContext context)
        {
            var values = background.Values.ToArray();
            values.AsSpan().Replace(float.NaN, 0);
            return new CentreDistance(new SampleOptions()).Fit(new FeatureTable(background.Features, values, background.Weights.ToArray()), context);
        }
    }
}
