using System.Globalization;
using DarkMachines;
using DarkMachines.Benchmarks;
using DarkMachines.Benchmarks.Detectors;
using DarkMachines.Benchmarks.Events;
using DarkMachines.Benchmarks.Forests;
using DarkMachines.Benchmarks.Mixtures;
using DarkMachines.Benchmarks.Neighbours;
using DarkMachines.Benchmarks.Neural;
using DarkMachines.Benchmarks.Scale;
using DarkMachines.Benchmarks.Surrogates;
using DarkMachines.Benchmarks.Training;
using DarkMachines.Benchmarks.Trials;

try
{
    return args switch
    {
        ["onnx-overhead", .. var models] => OnnxOverhead.Run(models),
        ["detectors", .. var files] => DetectorsBenchmark.Run(files),
        ["events", _, .. var sizes] when sizes.Length <= 1 => EventsBenchmark.Run(args[1..]),
        ["forests", .. var arguments] => ForestsBenchmark.Run(arguments),
        ["mixtures", .. var only] => MixturesBenchmark.Run(only),
        ["neighbours", .. var only] => NeighboursBenchmark.Run(only),
        ["neural", .. var arguments] => NeuralBenchmark.Run(arguments),
        ["scale", .. var arguments] => ScaleBenchmark.Run(arguments),
        ["surrogates", .. var arguments] => SurrogateSpeed.Run(arguments),
        ["training", .. var arguments] => TrainingBenchmark.Run(arguments),
        ["active-learning", var network, .. var rest] => ActiveLearningBenchmark.Run(network, rest),
        ["trial-scale", var trials, var results] => TrialScale.Run(int.Parse(trials, CultureInfo.InvariantCulture), long.Parse(results, CultureInfo.InvariantCulture)),
        ["trial-overhead", var program] => TrialOverhead.Run(program),
        _ => Usage(),
    };
}
catch (DarkMachinesException failure)
{
    Console.Error.WriteLine($"{failure.Message} {failure.Remedy}");
    return 1;
}

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project benchmarks/DarkMachines.Benchmarks -- COMMAND
          onnx-overhead MODEL.onnx...       our scoring beside a bare session of ONNX Runtime
          detectors SET.npz...              areas under the curve beside scikit-learn's, same divisions
          events EVENTS.csv [GIGABYTES]     reading and caching a file of 1.7 GB, or so many, of turned events beside pandas
          forests [ROUNDS] [TASK...]        forests beside scikit-learn and XGBoost
          neighbours [TASK...]              neighbours and kernel densities beside FAISS and scikit-learn
          neural [SEEDS] [MEASUREMENT...]   networks on real data, and beside scikit-learn: dm-astro, higgs, olympics, cwola
          scale [SECONDS] [ALGORITHM...]    time and memory against the number of rows, a fit at most 60 s or so many
          surrogates [ROUNDS] [TASK...]     surrogates beside scikit-learn and ONNX Runtime: fit-deep, predict-deep, predict-shallow,
                                            network, points; whole fits SUSY-AI's 900 trees, if named
          training [ROUNDS] [TASK...]       networks beside eager PyTorch: steps of training, and scoring
          active-learning NETWORK.onnx [POINTS] [CANDIDATES] [PICTURE.svg] [forest|committee|divergence|dropout...]
                                            active learning against random sampling, with SUSY-AI's network as oracle
          trial-overhead darkmachines.dll   what a process of its own costs a trial
          trial-scale TRIALS RESULTS        planning, ranking and asking with many trials
        """);
    return 2;
}
