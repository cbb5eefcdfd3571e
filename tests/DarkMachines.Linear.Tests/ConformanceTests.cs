using DarkMachines.Conformance;

namespace DarkMachines.Linear.Tests;

public class ConformanceTests
{
    private static readonly Dictionary<string, IReadOnlyList<ConformanceCase>> Suites = new()
    {
        [Subject.Logistic] = ConformanceSuite.For(() => new LogisticRegression(new LogisticRegressionOptions())),
        [Subject.Bayes] = ConformanceSuite.For(() => new GaussianNaiveBayes(new GaussianNaiveBayesOptions())),
        [Subject.Mahalanobis] = ConformanceSuite.For(() => new Mahalanobis(new MahalanobisOptions())),
        ["mahalanobis, robust"] = ConformanceSuite.For(() => new Mahalanobis(new MahalanobisOptions { Robust = true }), new ConformanceSettings { PatienceSeconds = 20 }),
        ["lda"] = ConformanceSuite.For(() => new LinearDiscriminant(new LinearDiscriminantOptions())),
        ["pca"] = ConformanceSuite.For(() => new Pca(new PcaOptions())),
        ["one-class-svm"] = ConformanceSuite.For(() => new OneClassSvm(new OneClassSvmOptions())),
        ["linear-regression"] = ConformanceSuite.For(() => new LinearRegression(new LinearRegressionOptions())),
        ["ridge"] = ConformanceSuite.For(() => new Ridge(new RidgeOptions())),
        ["lasso"] = ConformanceSuite.For(() => new Lasso(new LassoOptions { Alpha = 0.1 })),
        ["elastic-net"] = ConformanceSuite.For(() => new ElasticNet(new ElasticNetOptions { Alpha = 0.1 })),
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
