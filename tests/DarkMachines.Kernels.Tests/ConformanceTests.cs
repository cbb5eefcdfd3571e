using DarkMachines.Conformance;

namespace DarkMachines.Kernels.Tests;

public class ConformanceTests
{
    private static readonly Dictionary<string, Func<object>> Algorithms = new()
    {
        ["Gaussian"] = () => new Kde(new KdeOptions()),
        ["Gaussian, full covariance"] = () => new Kde(new KdeOptions { Covariance = KernelCovariance.Full, Rule = BandwidthRule.Silverman }),
        ["Gaussian, cross-validated"] = () => new Kde(new KdeOptions { Rule = BandwidthRule.CrossValidated }),
        ["Epanechnikov"] = () => new Kde(new KdeOptions { Kernel = KernelShape.Epanechnikov }),
    };

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
}
