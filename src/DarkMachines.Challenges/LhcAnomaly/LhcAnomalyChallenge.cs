using DarkMachines.Challenges.Baselines;
using DarkMachines.Data.Events;
using DarkMachines.Data.Simulation;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>
/// The anomaly-score challenge of LHC events (Aarrestad et al., SciPost Phys. 12 (2022) 043, arXiv:2105.14027): learn the
/// background of a channel, and rank its last tenth together with all signals. Each channel is a task, in which one fit
/// serves all signals; <c>all-channels</c> is the whole challenge, whose total improvement is taken over channels too.
/// Definitions and selections are re-applied to background and signals alike.
/// </summary>
/// <param name="featureSet">Name of the feature set that entrants see, one of <see cref="FeatureSets.All"/>.</param>
public sealed class LhcAnomalyChallenge(string featureSet = LhcAnomalyChallenge.DefaultFeatureSet) : IChallenge, IGroupsTasks
{
    /// <summary>The feature set that entrants see if no other is asked for.</summary>
    public const string DefaultFeatureSet = "compact";

    internal const string AllChannels = "all-channels";
    internal const string TotalImprovementMedian = "total-improvement-median";

    private readonly FeatureSet _features = FeatureSets.Named(featureSet);

    /// <inheritdoc/>
    public string Name => _features.Name == DefaultFeatureSet ? "lhc-anomaly" : $"lhc-anomaly:{_features.Name}";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public string Summary => "New physics among LHC events, by detectors that know the background only";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks => LhcTasks.Of([.. Channel.All.Select(channel => (channel, LhcToy.SignalsOf(channel).Count))], _features);

    /// <inheritdoc/>
    public string PrimaryMetric => TotalImprovementMedian;

    /// <inheritdoc/>
    public int DefaultRepeats => 1;

    // The runs that entrants are compared by are bootstraps of one test set: their variance is all of the estimate's, not a share of it.
    /// <inheritdoc/>
    public double TestToTraining => 1;

    /// <inheritdoc/>
    public IReadOnlyList<Type> AcceptedKinds { get; } = [typeof(IAnomalyDetector), typeof(IDensityEstimator), typeof(IAutoencoder)];

    /// <inheritdoc/>
    public IReadOnlyList<Entrant> Baselines { get; } = [.. OneVariable.Entrants, RandomScore.Entrant];

    // Published figures are of more events, and count working points that the background does not resolve: 'leaderboard
    // lhc-anomaly --published DIR' makes a board of their own.
    /// <inheritdoc/>
    public IReadOnlyList<PublishedResult> Published => [];

    /// <inheritdoc/>
    public string GroupOf(string task) => task == AllChannels ? AllChannels : "channels";

    /// <inheritdoc/>
    public IChallengeData Load(string? dataRoot) =>
        LhcFiles.Read(dataRoot, _features) is { } files ? files : LhcSimulation.Draw(_features, LhcFiles.ReasonForNone(dataRoot));

    /// <inheritdoc/>
    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(entrant);
        ArgumentNullException.ThrowIfNull(settings);
        return LhcRuns.Run(inputs, entrant, settings);
    }
}
