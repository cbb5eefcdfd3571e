using DarkMachines.Challenges.Baselines;
using DarkMachines.Data;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>The challenge on one data set, real or simulated.</summary>
/// <param name="data">The sources.</param>
public sealed class DmAstroTrials(DmAstroData data) : IChallengeData, ICandidateSearch
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
    public IReadOnlyList<Entrant> Baselines { get; } = [BestSingleFeature.Entrant, RandomGuess.Entrant];

    /// <inheritdoc/>
    public string? Refusal(ChallengeTask task, Entrant entrant) => DmAstroFittedModel.Refusal(data, task, entrant);

    /// <inheritdoc/>
    public TrialScores Run(ChallengeTask task, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(entrant);
        return entrant.Fitted is not null
            ? DmAstroFittedModel.Run(data, task, entrant, settings)
            : DmAstroCrossValidation.Run(data, task, entrant, settings);
    }

    /// <inheritdoc/>
    public Grades Grade(TrialScores scores) => DmAstroGrading.Grade(data, scores);

    /// <inheritdoc/>
    public CandidateReport Search(TrialScores scores) => DmAstroSearch.Report(data, scores);
}
