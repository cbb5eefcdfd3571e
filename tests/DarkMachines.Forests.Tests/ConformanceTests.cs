using DarkMachines.Conformance;

namespace DarkMachines.Forests.Tests;

public class ConformanceTests
{
    private static readonly Dictionary<string, IReadOnlyList<ConformanceCase>> Suites = new()
    {
        ["random-forest"] = ConformanceSuite.For(() => new RandomForest(new RandomForestOptions())),
        ["random-forest of bins"] = ConformanceSuite.For(() => new RandomForest(new RandomForestOptions { ExactRows = 0, MinLeafRows = 2 })),
        ["extra-trees"] = ConformanceSuite.For(() => new ExtraTrees(new ExtraTreesOptions())),
        ["gradient-boosting"] = ConformanceSuite.For(() => new GradientBoosting(new GradientBoostingOptions())),
        ["gradient-boosting without validation"] = ConformanceSuite.For(() => new GradientBoosting(new GradientBoostingOptions { ValidationShare = 0, L2 = 0 })),
        ["isolation-forest"] = ConformanceSuite.For(() => new IsolationForest(new IsolationForestOptions())),
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
    public void The_rule_is_kept(string algorithm, string rule) => Suites[algorithm].Single(c => c.Name == rule).Run();
}
