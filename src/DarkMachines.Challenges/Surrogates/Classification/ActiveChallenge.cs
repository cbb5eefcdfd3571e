using System.Diagnostics;
using DarkMachines.Challenges.Baselines;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Data;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>
/// Which points of the pMSSM are worth asking about? An entrant chooses them from a pool, step by step, where it is least
/// certain; graded is what it learnt in the end, beside what it learns from as many points drawn at random (Caron, Heskes,
/// Otten, Stienen, Eur. Phys. J. C 79 (2019) 944).
/// </summary>
public sealed class ActiveChallenge : IChallenge
{
    internal const string Pool = "pool", Test = "test", Active = "active", AtRandom = "random";
    internal const int PoolPoints = 40_000, TestPoints = 10_000;

    internal static readonly ActiveLearningOptions Steps = new() { Start = 2_000, Step = 1_000, Size = 6_000, Candidates = PoolPoints };

    private readonly Lazy<PointLabels> _rule = new(() => new PointLabels(null));

    /// <inheritdoc/>
    public string Name => "susy-active-learning";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public string Summary => "Points of the pMSSM that are worth a simulation, chosen from a pool";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks => [TaskOf(_rule.Value)];

    /// <inheritdoc/>
    public string PrimaryMetric => SurrogateMetrics.Accuracy;

    /// <inheritdoc/>
    public int DefaultRepeats => 3;

    /// <summary>Repeats share pool and test points alike, so that their spread is that of the choice alone.</summary>
    public double TestToTraining => 0;

    /// <inheritdoc/>
    public IReadOnlyList<Type> AcceptedKinds { get; } = [typeof(IClassifier)];

    /// <inheritdoc/>
    public IReadOnlyList<Entrant> Baselines { get; } = [BestSingleFeature.Entrant, RandomGuess.Entrant];

    /// <inheritdoc/>
    public IReadOnlyList<PublishedResult> Published { get; } =
    [
        new(TaskName, "forest of 200 trees", new Dictionary<string, Estimate> { [SurrogateMetrics.Accuracy] = new(0.903, null, 0.887, 0.919) },
            "Eur. Phys. J. C 79 (2019) 944: at 100 000 points, chosen from fresh candidates without end; the interval spans steps of 500 to 7 500"),
    ];

    private const string TaskName = "pool";

    /// <inheritdoc/>
    public IChallengeData Load(string? dataRoot) => new ActiveTrials(new PointLabels(dataRoot));

    /// <inheritdoc/>
    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(entrant);
        ArgumentNullException.ThrowIfNull(settings);
        var scaler = Standardiser.Fit(inputs.Tables[Pool]);
        var (pool, test) = (scaler.Apply(inputs.Tables[Pool]), scaler.Apply(inputs.Tables[Test]));
        float[][] active = new float[settings.Repeats][], atRandom = new float[settings.Repeats][];
        double fitSeconds = 0, scoreSeconds = 0;
        for (var repeat = 0; repeat < settings.Repeats; repeat++)
        {
            active[repeat] = Learn(0, repeat);
            atRandom[repeat] = Learn(1, repeat);
            settings.Progress?.Report(new FitProgress((repeat + 1.0) / settings.Repeats, "repeats"));
        }

        return new TrialScores(
            settings.Seed, new Dictionary<string, NpyArray<float>> { [Active] = ClassRuns.Array(active), [AtRandom] = ClassRuns.Array(atRandom) }, fitSeconds, scoreSeconds);

        float[] Learn(double randomShare, int repeat)
        {
            var source = new LabelledPool(pool, inputs.Labels[Pool]);
            var context = new FitContext(RandomStream.DeriveSeed(settings.Seed, (ulong)repeat), settings.Threads, cancellation: settings.Cancellation);
            // Random points need one fit only, of them all.
            var options = randomShare > 0 ? Steps with { RandomShare = 1, Start = Steps.Size } : Steps;
            var watch = Stopwatch.StartNew();
            var last = new ActiveLearner(ClassRuns.Classifier(entrant), source, source, options).Run(context).Last();
            fitSeconds += watch.Elapsed.TotalSeconds;
            var (probabilities, seconds) = ClassRuns.Predict(last.Model, test, positive: 1);
            scoreSeconds += seconds;
            return probabilities;
        }
    }

    internal static ChallengeTask TaskOf(PointLabels labels) => new(
        TaskName, FormattableString.Invariant($"learn from {Steps.Size} points chosen from {PoolPoints}"), [.. labels.Parameters.Select(parameter => parameter.Name)]);
}
