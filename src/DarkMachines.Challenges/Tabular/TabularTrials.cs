using System.Security.Cryptography;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Tabular;

/// <summary>The challenge on some sets, real or simulated.</summary>
internal sealed class TabularTrials : IChallengeData
{
    private readonly Dictionary<string, TabularSet> _sets;

    /// <param name="sets">The sets, by name.</param>
    /// <param name="isSimulated">True for those that ship.</param>
    /// <param name="origin">One sentence on where they come from.</param>
    public TabularTrials(IReadOnlyList<TabularSet> sets, bool isSimulated, string origin)
    {
        _sets = sets.ToDictionary(set => set.Name);
        (IsSimulated, Origin) = (isSimulated, origin);
        Tasks = [.. from protocol in TabularProtocol.All from set in sets select protocol.TaskOf(set)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in sets)
            set.AddTo(hash);
        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public bool IsSimulated { get; }

    public string Fingerprint { get; }

    public string Origin { get; }

    public IReadOnlyList<ChallengeTask> Tasks { get; }

    public string? Refusal(ChallengeTask task, Entrant entrant) => entrant.Fitted is IAnomalyModel model
        ? ModelColumns.Refusal(task, model)
        : "it is no anomaly detector, and tabular-anomaly asks for anomaly scores";

    public TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats)
    {
        var (set, protocol) = Find(task);
        var draw = TabularDraw.Of(set, protocol, seed);
        var tables = new Dictionary<string, FeatureTable> { [TabularRuns.Pool] = set.Rows.SelectRows(draw.Pool) };
        if (draw.Test is not null)
            tables[TabularRuns.Test] = set.Rows.SelectRows(draw.Test);
        return new TrialInputs(task, tables, new Dictionary<string, ClassLabels>());
    }

    public Grades Grade(ChallengeTask task, TrialScores scores, int repeats)
    {
        var (set, protocol) = Find(task);
        var draw = TabularDraw.Of(set, protocol, scores.Seed);
        var array = TabularRuns.RequireComplete(scores, repeats, draw.TestedIn(protocol, scores.Seed, 0).Length);
        var runs = new List<(double Auc, double AveragePrecision)>();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var answers = array.Values.AsSpan(repeat * array.Shape[1], array.Shape[1]).ToArray();
            bool[] isAnomaly = [.. draw.TestedIn(protocol, scores.Seed, repeat).Select(row => set.IsAnomaly[row])];
            if (draw.Test is not null)
                (answers, isAnomaly) = Resampled(answers, isAnomaly, new RandomStream(scores.Seed, (ulong)repeat));

            // A draw without labels can leave all anomalies of a small set among the rows fitted on; nothing is measured then.
            if (isAnomaly.Contains(true) && isAnomaly.Contains(false))
                runs.Add((Roc.Auc(answers, isAnomaly), Statistics.AveragePrecision.Of(answers, isAnomaly)));
        }

        if (runs.Count == 0)
        {
            throw new UserInputException(
                "nothing-to-grade", $"The test rows of task {task.Name} are all of one kind in every repeat; an area under the curve needs both.", "Ask for more repeats with --repeats, or choose another seed with --seed.");
        }

        double[] areas = [.. runs.Select(run => run.Auc)];
        return new Grades(
            new Dictionary<string, Estimate>
            {
                [TabularChallenge.Auc] = ResampledRuns.Mean(areas, TabularChallenge.TestToTrainingRows),
                [TabularChallenge.AveragePrecision] = ResampledRuns.Mean([.. runs.Select(run => run.AveragePrecision)], TabularChallenge.TestToTrainingRows),
            },
            areas);
    }

    // Where the test rows are the same in every repeat, each is graded on as many drawn from them with replacement, within
    // each kind: the interval would not cover the choice of test rows otherwise.
    private static (float[] Scores, bool[] IsAnomaly) Resampled(float[] scores, bool[] isAnomaly, RandomStream random)
    {
        var rows = Enumerable.Range(0, scores.Length).ToLookup(row => isAnomaly[row]);
        int[][] kinds = [[.. rows[false]], [.. rows[true]]];
        int[] drawn = [.. kinds.SelectMany(kind => kind.Select(_ => kind[random.Below(kind.Length)]))];
        return ([.. drawn.Select(row => scores[row])], [.. drawn.Select(row => isAnomaly[row])]);
    }

    private (TabularSet Set, TabularProtocol Protocol) Find(ChallengeTask task)
    {
        var protocol = TabularProtocol.Of(task);
        return (_sets[task.Name[(protocol.Name.Length + 1)..]], protocol);
    }
}
