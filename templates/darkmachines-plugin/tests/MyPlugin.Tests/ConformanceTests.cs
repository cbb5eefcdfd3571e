using DarkMachines.Conformance;

namespace MyPlugin.Tests;

public class ConformanceTests
{
    private static readonly IReadOnlyList<ConformanceCase> Suite =
        ConformanceSuite.For(() => new NearestCentroid(new NearestCentroidOptions()));

    public static TheoryData<string> Cases => [.. Suite.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nearest_centroid_keeps_the_rule(string rule) => Suite.Single(c => c.Name == rule).Run();
}
