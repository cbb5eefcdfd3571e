using DarkMachines.Conformance;

namespace DarkMachines.Forests.Tests;

public class ConformanceTests
{
    public static TheoryData<string> Cases => [.. Suite.Select(c => c.Name)];

    private static IReadOnlyList<ConformanceCase> Suite { get; } = ConformanceSuite.For(() => new RandomForest(new RandomForestOptions()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Random_forest_keeps_the_rule(string rule) => Suite.Single(c => c.Name == rule).Run();
}
