using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>The challenge <c>susy-active-learning</c> with its labels.</summary>
internal sealed class ActiveTrials : IChallengeData
{
    private readonly PointLabels _labels;
    private readonly Lazy<(FeatureTable Points, ClassLabels Labels)> _pool;
    private readonly Lazy<(FeatureTable Points, ClassLabels Labels)> _test;

    public ActiveTrials(PointLabels labels)
    {
        _labels = labels;
        _pool = new(() => labels.Draw(ActiveChallenge.PoolPoints, new RandomStream(1, 0)));
        _test = new(() => labels.Draw(ActiveChallenge.TestPoints, new RandomStream(1, 1)));
    }

    public bool IsSimulated => _labels.IsByRule;

    public string Fingerprint => _labels.Fingerprint;

    public string Origin => _labels.Origin;

    public IReadOnlyList<ChallengeTask> Tasks => [ActiveChallenge.TaskOf(_labels)];

    public string? Refusal(ChallengeTask task, Entrant entrant) => "it is fitted already, and this challenge asks who learns best";

    public TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats) => new(
        task,
        new Dictionary<string, FeatureTable> { [ActiveChallenge.Pool] = _pool.Value.Points, [ActiveChallenge.Test] = _test.Value.Points },
        new Dictionary<string, ClassLabels> { [ActiveChallenge.Pool] = _pool.Value.Labels });

    public Grades Grade(ChallengeTask task, TrialScores scores, int repeats)
    {
        double[] active = Accuracies(scores, ActiveChallenge.Active, repeats), atRandom = Accuracies(scores, ActiveChallenge.AtRandom, repeats);
        return new Grades(
            new Dictionary<string, Estimate>
            {
                [SurrogateMetrics.Accuracy] = ResampledRuns.Mean(active, 0),
                ["accuracy-at-random"] = ResampledRuns.Mean(atRandom, 0),
                ["gain"] = ResampledRuns.Difference(active, atRandom, 0),
                [SurrogateMetrics.Microseconds] = new Estimate(1e6 * scores.ScoreSeconds / (2.0 * repeats * ActiveChallenge.TestPoints)),
            },
            active);
    }

    private double[] Accuracies(TrialScores scores, string name, int repeats)
    {
        const int rows = ActiveChallenge.TestPoints;
        var answers = ClassRuns.RequireComplete(scores, name, repeats, rows);
        var truth = _test.Value.Labels.Indices.ToArray();
        return [.. Enumerable.Range(0, repeats).Select(repeat =>
            Enumerable.Range(0, rows).Average(row => (answers[repeat * rows + row] > 0.5f) == (truth[row] == 1) ? 1.0 : 0))];
    }
}
