using DarkMachines.Conformance;

namespace DarkMachines.Histograms.Tests;

public class ConformanceTests
{
    private static readonly Dictionary<string, IReadOnlyList<ConformanceCase>> Suites = new()
    {
        ["hbos"] = ConformanceSuite.For(() => new Hbos(new HbosOptions())),
        ["ecod"] = ConformanceSuite.For(() => new Ecod(new EcodOptions())),
        ["copod"] = ConformanceSuite.For(() => new Copod(new CopodOptions())),
        ["loda"] = ConformanceSuite.For(() => new Loda(new LodaOptions())),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (algorithm, suite) in Suites)
            {
                foreach (var rule in suite)
                    cases.Add(algorithm, rule.Name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_algorithm_keeps_the_rule(string algorithm, string rule) => Suites[algorithm].Single(c => c.Name == rule).Run();
}
