using DarkMachines.Challenges;
using DarkMachines.Statistics;

namespace DarkMachines.Benchmarks.Trials;

/// <summary>A challenge whose metrics are made up, in the number and shape of a real one's.</summary>
internal sealed class MadeUpChallenge : IChallenge, IChallengeData
{
    private const int Runs = 100;
    private static readonly string[] MetricNames = ["overall-accuracy", "true-negative-rate", "true-positive-rate", "auc", "log-loss"];

    private readonly RandomStream _random = new(seed: 1);

    public string Name => "made-up";

    public int Version => 1;

    public string Summary => "None";

    public IReadOnlyList<ChallengeTask> Tasks { get; } = [new("task", "None", ["x"])];

    public string PrimaryMetric => MetricNames[0];

    public int DefaultRepeats => 20;

    public double TestToTraining => 0.25;

    public IReadOnlyList<Type> AcceptedKinds => [typeof(IClassifier)];

    public IReadOnlyList<Entrant> Baselines => [];

    public IReadOnlyList<PublishedResult> Published => [];

    public bool IsSimulated => true;

    public string Fingerprint => "0123456789abcdef";

    public string Origin => "Made up.";

    public IChallengeData Load(string? dataRoot) => this;

    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings) => throw new NotSupportedException();

    public TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats) => new(
        task,
        new Dictionary<string, FeatureTable> { ["rows"] = new([new Feature("x")], new float[] { 1, 2 }) },
        new Dictionary<string, ClassLabels>());

    public string? Refusal(ChallengeTask task, Entrant entrant) => null;

    public Grades Grade(ChallengeTask task, TrialScores scores, int repeats)
    {
        var runs = new double[Runs];
        for (var i = 0; i < Runs; i++)
            runs[i] = _random.Uniform();
        var estimate = ResampledRuns.Mean(runs, TestToTraining);
        return new Grades(MetricNames.ToDictionary(name => name, _ => estimate), runs);
    }
}
