using DarkMachines.Conformance;

namespace DarkMachines.Neural.Tests;

public class ConformanceTests
{
    // Rules fit dozens of times: small networks and short trainings show the same.
    private static readonly Dictionary<string, IReadOnlyList<ConformanceCase>> Suites = new()
    {
        ["mlp"] = ConformanceSuite.For(() => new Mlp(new MlpOptions { Units = 8, Epochs = 8, BatchSize = 64, LearningRate = 0.05, Members = 2, Dropout = 0.1 })),
        ["bayesian-mlp"] = ConformanceSuite.For(() => new BayesianMlp(new BayesianMlpOptions { Units = 8, Epochs = 8, BatchSize = 64, LearningRate = 0.05, Members = 2 })),
        ["bayesian-mlp, dropout"] = ConformanceSuite.For(() => new BayesianMlp(new BayesianMlpOptions { Units = 8, Layers = 1, Epochs = 8, BatchSize = 64, LearningRate = 0.05, Members = 1, Dropout = 0.2, Passes = 3, Bins = 4 })),
        ["cwola"] = ConformanceSuite.For(() => new Cwola(new CwolaOptions { Units = 4, Layers = 1, Epochs = 5, BatchSize = 64, LearningRate = 0.05, Folds = 3, Tries = 1, Bins = 0 })),
        ["flow"] = ConformanceSuite.For(() => new Flow(new FlowOptions { Units = 8, Layers = 1, Epochs = 8, BatchSize = 64, Couplings = 2, Bins = 4 })),
        ["cnn"] = ConformanceSuite.For(() => new Cnn(new CnnOptions { Units = 8, Epochs = 8, BatchSize = 64, LearningRate = 0.05, Filters = 4 })),
        ["lstm"] = ConformanceSuite.For(() => new Lstm(new LstmOptions { Units = 8, Epochs = 8, BatchSize = 64, LearningRate = 0.05 })),
        ["deep-sets"] = ConformanceSuite.For(() => new DeepSets(new DeepSetsOptions { Units = 8, Epochs = 8, BatchSize = 64, LearningRate = 0.05 })),
        ["autoencoder"] = ConformanceSuite.For(() => new Autoencoder(new AutoencoderOptions { Units = 8, Epochs = 8, BatchSize = 64, Denoising = 0.1, Sparsity = 0.01 })),
        ["vae"] = ConformanceSuite.For(() => new Vae(new VaeOptions { Units = 8, Epochs = 8, BatchSize = 64, Score = VaeScore.Sum })),
        ["beta-vae"] = ConformanceSuite.For(() => new BetaVae(new BetaVaeOptions { Units = 8, Epochs = 8, BatchSize = 64 })),
        ["deep-svdd"] = ConformanceSuite.For(() => new DeepSvdd(new DeepSvddOptions { Units = 8, Epochs = 8, BatchSize = 64, Dimensions = 2, Targets = 2 })),
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
