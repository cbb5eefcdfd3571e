using DarkMachines.Challenges.Baselines;
using DarkMachines.Data;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>
/// Dark matter or astrophysics among gamma-ray sources: tell simulated dark-matter subhaloes from the identified
/// sources of the 4FGL catalogue, then look for dark matter among the unidentified ones. Gammaldi, Zaldivar,
/// Sánchez-Conde, Coronado-Blázquez, MNRAS 520 (2023) 1348.
/// </summary>
public sealed class DmAstroChallenge : IChallenge
{
    /// <summary>Folds of the cross-validation; each repeat shuffles them anew.</summary>
    public const int Folds = 5;

    /// <summary>The class that is searched for, by index.</summary>
    public const int SignalClass = 1;

    /// <inheritdoc/>
    public string Name => "dm-astro";

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public string Summary => "Dark matter or astrophysics among gamma-ray sources of the 4FGL catalogue";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks { get; } =
    [
        new("2F", "Peak energy and curvature of the spectrum", ["e-peak", "beta"]),
        new("3F-beta-rel", "2F and the relative uncertainty of the curvature", ["e-peak", "beta", "beta-rel"]),
        new("3F-sigma", "2F and the detection significance", ["e-peak", "beta", "sigma-d"]),
        new("4F", "2F, detection significance and relative uncertainty of the curvature", ["e-peak", "beta", "sigma-d", "beta-rel"]),
        new(JointDraw.Task, "4F with significance and uncertainty of dark matter drawn together from real sources", ["e-peak", "beta", "sigma-d", "beta-rel"]),
    ];

    /// <inheritdoc/>
    public string PrimaryMetric => "overall-accuracy";

    /// <inheritdoc/>
    public int DefaultRepeats => 20;

    /// <inheritdoc/>
    public double TestToTraining => DmAstroGrading.TestToTraining;

    /// <inheritdoc/>
    public IReadOnlyList<Type> AcceptedKinds { get; } = [typeof(IClassifier), typeof(IDensityEstimator)];

    /// <inheritdoc/>
    public IReadOnlyList<Entrant> Baselines { get; } = [BestSingleFeature.Entrant, RandomGuess.Entrant];

    /// <inheritdoc/>
    public IReadOnlyList<PublishedResult> Published => DmAstroPublished.Results;

    /// <inheritdoc/>
    public IChallengeData Load(string? dataRoot)
    {
        var data = DmAstroData.Load(dataRoot);
        for (var c = 0; c < data.Labels.Classes.Count; c++)
        {
            var rows = data.Labels.Indices.Count(c);
            if (rows < Folds)
            {
                throw new UserInputException(
                    "too-few-rows",
                    $"The sources in '{dataRoot}' have {rows} rows of class '{data.Labels.Classes[c]}'; {Folds} folds need at least {Folds} of each class.",
                    "Fetch the file again if it was cut off, or add rows.");
            }
        }

        return new DmAstroTrials(data, Tasks);
    }

    /// <inheritdoc/>
    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(entrant);
        var rows = DmAstroInputs.From(inputs);
        return entrant.Fitted is not null
            ? DmAstroFittedModel.Run(rows, inputs.Task, entrant, settings)
            : DmAstroCrossValidation.Run(rows, entrant, settings);
    }
}
