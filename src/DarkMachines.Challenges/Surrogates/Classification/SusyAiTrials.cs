using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>The challenge <c>susy-ai</c> with its labels.</summary>
internal sealed class SusyAiTrials(PointLabels labels) : IChallengeData
{
    private const float Sure = 0.95f;

    private readonly Lock _gate = new();
    private readonly Dictionary<(ulong Seed, int Repeats), Draws> _drawn = [];

    public bool IsSimulated => labels.IsByRule;

    public string Fingerprint => labels.Fingerprint;

    public string Origin => labels.Origin;

    public IReadOnlyList<ChallengeTask> Tasks => [SusyAiChallenge.TaskOf(labels)];

    public string? Refusal(ChallengeTask task, Entrant entrant) => entrant.Fitted is not IClassifierModel { Classes.Count: 2 } model
        ? "it is no classifier of two classes"
        : PositiveOf(entrant) < 0 ? "it does not tell which of its classes is the allowed one" : ModelColumns.Refusal(task, model);

    /// <summary>Place of the class of a fitted model that stands for allowed points; −1 if nothing tells.</summary>
    public static int PositiveOf(Entrant entrant) => entrant.Fitted is IClassifierModel model
        ? model.Classes.ToList().IndexOf(entrant.PositiveClass ?? PointLabels.Classes[1])
        : 1;

    public TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats)
    {
        var draws = Draw(seed, repeats);
        return new TrialInputs(
            task,
            new Dictionary<string, FeatureTable> { [SusyAiChallenge.Training] = draws.Training, [SusyAiChallenge.Asked] = draws.Asked },
            new Dictionary<string, ClassLabels> { [SusyAiChallenge.Training] = draws.TrainingLabels });
    }

    public Grades Grade(ChallengeTask task, TrialScores scores, int repeats)
    {
        const int asked = SusyAiChallenge.AskedPoints;
        var answers = ClassRuns.RequireComplete(scores, SusyAiChallenge.Asked, repeats, asked);
        var truth = Draw(scores.Seed, repeats).AskedLabels;
        var runs = new List<Dictionary<string, double>>();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var own = answers.AsSpan(repeat * asked, asked);
            bool[] isAllowed = [.. truth.Indices.Slice(repeat * asked, asked).ToArray().Select(label => label == 1)];
            runs.Add(GradeRun(own, isAllowed));
            runs[^1][SurrogateMetrics.Microseconds] = 1e6 * scores.ScoreSeconds / (repeats * asked);
        }

        // A coverage of nothing has no accuracy.
        return new Grades(
            runs.SelectMany(run => run.Keys).Distinct().ToDictionary(name => name, name => ResampledRuns.Mean([.. runs.Where(run => run.ContainsKey(name)).Select(run => run[name])], 0)),
            [.. runs.Select(run => run[SurrogateMetrics.Accuracy])]);
    }

    private static Dictionary<string, double> GradeRun(ReadOnlySpan<float> answers, bool[] isAllowed)
    {
        const int calibration = SusyAiChallenge.CalibrationPoints;
        var curve = ConfidenceLevels.Of(answers[..calibration], isAllowed.AsSpan(0, calibration))!;
        var (tested, truth) = (answers[calibration..].ToArray(), isAllowed[calibration..]);
        int[] sure = [.. Enumerable.Range(0, tested.Length).Where(i => curve.LevelOf(tested[i]) >= Sure)];
        float[] both = [.. tested.SelectMany(p => new[] { 1 - p, p })];
        int[] labels = [.. truth.Select(allowed => allowed ? 1 : 0)];
        var metrics = new Dictionary<string, double>
        {
            [SurrogateMetrics.Accuracy] = ClassificationMetrics.OverallAccuracy(both, labels, 2),
            ["coverage-at-cl-0.95"] = (double)sure.Length / tested.Length,
            ["auc"] = Roc.Auc(tested, truth),
            ["log-loss"] = ClassificationMetrics.LogLoss(both, labels, 2),
            ["brier"] = tested.Select((p, i) => Math.Pow(p - labels[i], 2)).Average(),
        };
        if (sure.Length > 0)
            metrics["accuracy-at-cl-0.95"] = sure.Average(i => (tested[i] >= curve.Boundary) == truth[i] ? 1.0 : 0);
        return metrics;
    }

    private Draws Draw(ulong seed, int repeats)
    {
        lock (_gate)
        {
            if (_drawn.TryGetValue((seed, repeats), out var known))
                return known;
            var (training, trainingLabels) = labels.Draw(repeats * SusyAiChallenge.TrainingPoints, new RandomStream(seed, 0));
            var (asked, askedLabels) = labels.Draw(repeats * SusyAiChallenge.AskedPoints, new RandomStream(seed, 1));
            return _drawn[(seed, repeats)] = new Draws(training, trainingLabels, asked, askedLabels);
        }
    }

    private sealed record Draws(FeatureTable Training, ClassLabels TrainingLabels, FeatureTable Asked, ClassLabels AskedLabels);
}
