using DarkMachines.Conformance;

namespace DarkMachines.Neighbours.Tests;

public class ConformanceTests
{
    public static TheoryData<string> Cases => [.. Suite.Select(c => c.Name)];

    private static IReadOnlyList<ConformanceCase> Suite { get; } = ConformanceSuite.For(() => new Knn(new KnnOptions()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Knn_keeps_the_rule(string rule) => Suite.Single(c => c.Name == rule).Run();
}
