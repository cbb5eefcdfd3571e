using DarkMachines.Conformance;

namespace DarkMachines.Mixtures.Tests;

public class ConformanceTests
{
    private static readonly Dictionary<string, IReadOnlyList<ConformanceCase>> Suites = new()
    {
        ["gaussian-mixture"] = ConformanceSuite.For(() => new GaussianMixture(new GaussianMixtureOptions())),
        ["gaussian-mixture, diagonal"] = ConformanceSuite.For(() => new GaussianMixture(new GaussianMixtureOptions { Covariance = CovarianceForm.Diagonal })),
        ["gaussian-mixture, tied"] = ConformanceSuite.For(() => new GaussianMixture(new GaussianMixtureOptions { Covariance = CovarianceForm.Tied, Components = 3 })),
        ["k-means"] = ConformanceSuite.For(() => new KMeans(new KMeansOptions())),
        ["self-organising-map"] = ConformanceSuite.For(() => new SelfOrganisingMap(new SelfOrganisingMapOptions())),
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
