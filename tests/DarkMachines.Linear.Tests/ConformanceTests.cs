using DarkMachines.Conformance;

namespace DarkMachines.Linear.Tests;

public class ConformanceTests
{
    private static readonly Dictionary<string, IReadOnlyList<ConformanceCase>> Suites = new()
    {
        [Subject.Logistic] = ConformanceSuite.For(() => new LogisticRegression(new LogisticRegressionOptions())),
        [Subject.Bayes] = ConformanceSuite.For(() => new GaussianNaiveBayes(new GaussianNaiveBayesOptions())),
        [Subject.Mahalanobis] = ConformanceSuite.For(() => new Mahalanobis(new MahalanobisOptions())),
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
