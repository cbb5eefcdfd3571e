using DarkMachines.Data;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>The challenge on one data set, real or simulated.</summary>
/// <param name="data">The sources.</param>
/// <param name="tasks">The challenge's tasks.</param>
public sealed class DmAstroTrials(DmAstroData data, IReadOnlyList<ChallengeTask> tasks) : IChallengeData, ICandidateSearch
{
    /// <inheritdoc/>
    public bool IsSimulated => data.IsSimulated;

    /// <inheritdoc/>
    public string Fingerprint => data.Fingerprint;

    /// <inheritdoc/>
    public string Origin => data.IsSimulated
        ? $"Simulated data: {data.SimulationReason}."
        : data.IsAsPublished ? $"Real data: {DmAstroData.Manifest.Citation}."
        : $"Real data, but not the published files: there are {data.Sources.RowCount} sources and {data.Unidentified.RowCount} unidentified ones.";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks => tasks;

    /// <inheritdoc/>
    public string? Refusal(ChallengeTask task, Entrant entrant) => DmAstroFittedModel.Refusal(task, data.Labels.Classes, entrant);

    /// <inheritdoc/>
    public TrialInputs InputsOf(ChallengeTask task, ulong seed, int repeats)
    {
        ArgumentNullException.ThrowIfNull(task);
        var sources = task.Name == JointDraw.Task ? JointDraw.Apply(data.Sources, data.Labels, data.Unidentified, seed) : data.Sources;
        return new TrialInputs(
            task,
            new Dictionary<string, FeatureTable>
            {
                [DmAstroInputs.Sources] = sources.SelectColumns(task.Features),
                [DmAstroInputs.Unidentified] = data.Unidentified.SelectColumns(task.Features),
            },
            new Dictionary<string, ClassLabels> { [DmAstroInputs.Sources] = data.Labels });
    }

    /// <inheritdoc/>
    public Grades Grade(ChallengeTask task, TrialScores scores, int repeats)
    {
        DmAstroScores.RequireComplete(scores, repeats, data.Sources.RowCount, data.Unidentified.RowCount);
        return DmAstroGrading.Grade(data, scores);
    }

    /// <inheritdoc/>
    public CandidateReport Search(TrialScores scores) => DmAstroSearch.Report(data, scores);
}
