using MyPlugin;

namespace DarkMachines.Conformance.Tests;

public class CorrectAlgorithmTests
{
    private static readonly Dictionary<string, Func<object>> Algorithms = new()
    {
        ["classifier"] = () => new NearestCentroid(new NearestCentroidOptions()),
        ["anomaly-detector"] = () => new CentreDistance(new SampleOptions()),
        ["density-estimator"] = () => new NormalColumns(new SampleOptions()),
        ["autoencoder"] = () => new LastColumnDropped(new SampleOptions()),
        ["surrogate"] = () => new MeanValue(new SampleOptions()),
    };

    public static TheoryData<string> Kinds => [.. Algorithms.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_correct_algorithm_passes_every_case(string kind)
    {
        foreach (var rule in ConformanceSuite.For(Algorithms[kind]))
            rule.Run();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_correct_algorithm_passes_whatever_the_size_and_the_seed(string kind)
    {
        var settings = new ConformanceSettings { Seed = 7, Rows = 30, Columns = 2 };
        foreach (var rule in ConformanceSuite.For(Algorithms[kind], settings))
            rule.Run();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_case_has_a_name_of_its_own_in_kebab_case_that_begins_with_its_kind_and_a_reason(string kind)
    {
        var suite = ConformanceSuite.For(Algorithms[kind]);
        Assert.Equal(suite.Count, suite.Select(rule => rule.Name).Distinct().Count());
        Assert.Contains(suite, rule => rule.Name == $"{kind}-same-seed-same-bytes");
        Assert.All(suite, rule =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", rule.Name);
            Assert.StartsWith(Options.KebabCase(rule.Kind.ToString()), rule.Name, StringComparison.Ordinal);
            Assert.Matches(@"^[A-Z][^\n]+\.$", rule.Reason);
        });
    }

    [Fact]
    public void An_algorithm_with_two_roles_is_examined_in_both()
    {
        var kinds = ConformanceSuite.For(() => new TwoRoles()).Select(rule => rule.Kind).Distinct();
        Assert.Equal([ConformanceKind.Declaration, ConformanceKind.Classifier, ConformanceKind.DensityEstimator], kinds);
    }

    [Fact]
    public void An_examination_stops_when_asked_to()
    {
        var rule = ConformanceSuite.For(Algorithms["classifier"]).Single(c => c.Name == "classifier-same-seed-same-bytes");
        Assert.ThrowsAny<OperationCanceledException>(() => rule.Run(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Settings_out_of_range_are_refused() =>
        Assert.Throws<UsageException>(() => ConformanceSuite.For(Algorithms["classifier"], new ConformanceSettings { Rows = 1 }));

    private sealed class TwoRoles : IClassifier, IDensityEstimator
    {
        public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context) => throw new NotSupportedException();

        public IDensityModel Fit(FeatureTable background, FitContext context) => throw new NotSupportedException();
    }
}
