using DarkMachines.Conformance;

namespace DarkMachines.Neighbours.Tests;

public class ConformanceTests
{
    private static readonly Dictionary<string, Func<object>> Algorithms = new()
    {
        ["knn"] = () => new Knn(new KnnOptions()),
        ["knn, Manhattan, mean distance"] = () => new Knn(new KnnOptions { Metric = DistanceMetric.Manhattan, Score = KnnScore.MeanDistance }),
        ["knn, Mahalanobis"] = () => new Knn(new KnnOptions { Metric = DistanceMetric.Mahalanobis }),
        ["lof"] = () => new Lof(new LofOptions()),
        ["knn-two-sample"] = () => new KnnTwoSample(new KnnTwoSampleOptions()),
    };

    private static readonly ConformanceSettings ManyColumns = new() { Columns = 11 };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (name, create) in Algorithms)
            {
                foreach (var rule in ConformanceSuite.For(create))
                    cases.Add(name, rule.Name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keeps_the_rule(string algorithm, string rule) =>
        ConformanceSuite.For(Algorithms[algorithm]).Single(c => c.Name == rule).Run();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Keeps_the_rule_in_many_columns(string algorithm, string rule) =>
        ConformanceSuite.For(Algorithms[algorithm], ManyColumns).Single(c => c.Name == rule).Run();
}
