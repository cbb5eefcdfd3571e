using System.Diagnostics;
using DarkMachines.Challenges.Baselines;
using DarkMachines.Data;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>
/// SUSY-AI: is a point of the phenomenological MSSM allowed? (Caron, Kim, Rolbiecki, Ruiz de Austri, Stienen, Eur. Phys. J. C
/// 77 (2017) 257.) Each repeat draws points of its own to learn from, to measure confidence levels on, and to test.
/// </summary>
public sealed class SusyAiChallenge : IChallenge
{
    internal const string Task = "pmssm-19";
    internal const string Training = "training";
    internal const string Asked = "asked";

    /// <summary>Points of a repeat: learnt from; with confidence levels measured on; tested.</summary>
    internal const int TrainingPoints = 10_000, CalibrationPoints = 5_000, TestPoints = 5_000;

    internal const int AskedPoints = CalibrationPoints + TestPoints;

    private readonly Lazy<PointLabels> _rule = new(() => new PointLabels(null));

    /// <inheritdoc/>
    public string Name => "susy-ai";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public string Summary => "Points of the pMSSM, excluded by the LHC or allowed, with a confidence level";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks => [TaskOf(_rule.Value)];

    /// <inheritdoc/>
    public string PrimaryMetric => SurrogateMetrics.Accuracy;

    /// <inheritdoc/>
    public int DefaultRepeats => 3;

    /// <summary>Repeats share no points: there is nothing to correct for.</summary>
    public double TestToTraining => 0;

    /// <inheritdoc/>
    public IReadOnlyList<Type> AcceptedKinds { get; } = [typeof(IClassifier)];

    /// <inheritdoc/>
    public IReadOnlyList<Entrant> Baselines { get; } = [BestSingleFeature.Entrant, RandomGuess.Entrant];

    /// <inheritdoc/>
    public IReadOnlyList<PublishedResult> Published { get; } =
    [
        new(Task, "SUSY-AI", new Dictionary<string, Estimate> { [SurrogateMetrics.Accuracy] = new(0.932), ["accuracy-at-cl-0.95"] = new(0.99) },
            "Eur. Phys. J. C 77 (2017) 257: random forest on other points, 310 324 of ATLAS's scan with their real labels; at CL ≥ 0.95 more than 0.99"),
    ];

    /// <inheritdoc/>
    public IChallengeData Load(string? dataRoot) => new SusyAiTrials(new PointLabels(dataRoot));

    /// <inheritdoc/>
    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(entrant);
        ArgumentNullException.ThrowIfNull(settings);
        var answers = new float[settings.Repeats][];
        double fitSeconds = 0, scoreSeconds = 0;
        for (var repeat = 0; repeat < settings.Repeats; repeat++)
        {
            settings.Cancellation.ThrowIfCancellationRequested();
            var learnt = inputs.Tables[Training].SliceRows(repeat * TrainingPoints, TrainingPoints);
            var asked = inputs.Tables[Asked].SliceRows(repeat * AskedPoints, AskedPoints);
            IClassifierModel model;
            var positive = 1;
            if (entrant.Fitted is IClassifierModel fitted)
            {
                (model, asked, positive) = (fitted, asked.SelectColumns(ModelColumns.Of(inputs.Task, fitted)!), SusyAiTrials.PositiveOf(entrant));
            }
            else
            {
                var scaler = Standardiser.Fit(learnt);
                var labels = inputs.Labels[Training].Select([.. Enumerable.Range(repeat * TrainingPoints, TrainingPoints)]);
                asked = scaler.Apply(asked);
                var watch = Stopwatch.StartNew();
                model = ClassRuns.Classifier(entrant).Fit(
                    scaler.Apply(learnt), labels, new FitContext(RandomStream.DeriveSeed(settings.Seed, (ulong)repeat), settings.Threads, cancellation: settings.Cancellation));
                fitSeconds += watch.Elapsed.TotalSeconds;
            }

            (answers[repeat], var seconds) = ClassRuns.Predict(model, asked, positive);
            scoreSeconds += seconds;
            if (repeat == 0)
                ThreadSafety.Require(answers[0], again => ClassRuns.Predict(model, asked, positive).Probabilities.CopyTo(again, 0));
            settings.Progress?.Report(new FitProgress((repeat + 1.0) / settings.Repeats, "repeats"));
        }

        return new TrialScores(
            settings.Seed, new Dictionary<string, NpyArray<float>> { [Asked] = ClassRuns.Array(answers) }, entrant.Fitted is null ? fitSeconds : null, scoreSeconds);
    }

    internal static ChallengeTask TaskOf(PointLabels labels) => new(
        Task, "is a point of the pMSSM with 19 parameters allowed?", [.. labels.Parameters.Select(parameter => parameter.Name)]);
}
