using System.Security.Cryptography;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>A challenge of values on some sets.</summary>
internal sealed class ValueTrials : IChallengeData
{
    private readonly IReadOnlyList<ValueSet> _sets;
    private readonly Func<float[], float[], Dictionary<string, double>> _grade;

    /// <param name="sets">The sets, in the order of the board.</param>
    /// <param name="isSimulated">True for those that ship.</param>
    /// <param name="origin">One sentence on where they come from.</param>
    /// <param name="grade">The metrics of one repeat, of predictions and values.</param>
    public ValueTrials(IReadOnlyList<ValueSet> sets, bool isSimulated, string origin, Func<float[], float[], Dictionary<string, double>> grade)
    {
        (_sets, IsSimulated, Origin, _grade) = (sets, isSimulated, origin, grade);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in sets)
            set.AddTo(hash);
        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public bool IsSimulated { get; }

    public string Fingerprint { get; }

    public string Origin { get; }

    public IReadOnlyList<ChallengeTask> Tasks => [.. _sets.Select(set => set.Task)];

    public string? Refusal(ChallengeTask task, Entrant entrant) => entrant.Fitted is ISurrogateModel { Outputs.Count: 1 } model
        ? ModelColumns.Refusal(task, model)
        : "it is no surrogate of one value";

    public TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats)
    {
        var set = Find(task);
        return new TrialInputs(
            task,
            new Dictionary<string, FeatureTable>
            {
                [ValueRuns.Parameters] = set.Parameters,
                [ValueRuns.Values] = new FeatureTable([new Feature(ValueSet.Column)], set.Values),
            },
            new Dictionary<string, ClassLabels>());
    }

    public Grades Grade(ChallengeTask task, TrialScores scores, int repeats)
    {
        var set = Find(task);
        var runs = new List<Dictionary<string, double>>();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var (training, test) = ValueSet.Split(set.Values.Length, set.TestShare, scores.Seed, repeat);
            var array = ValueRuns.RequireComplete(scores, repeats, test.Length);
            runs.Add(_grade(array.Values[(repeat * test.Length)..((repeat + 1) * test.Length)], Array.ConvertAll(test, row => set.Values[row])));
            runs[^1][SurrogateMetrics.Microseconds] = 1e6 * scores.ScoreSeconds / (repeats * test.Length);
        }

        var toTraining = set.TestShare / (1 - set.TestShare);
        return new Grades(
            runs.SelectMany(run => run.Keys).Distinct().ToDictionary(name => name, name => ResampledRuns.Mean([.. runs.Where(run => run.ContainsKey(name)).Select(run => run[name])], toTraining)),
            [.. runs.Select(run => run[SurrogateMetrics.Accuracy])]);
    }

    private ValueSet Find(ChallengeTask task) => _sets.Single(set => set.Task.Name == task.Name);
}
