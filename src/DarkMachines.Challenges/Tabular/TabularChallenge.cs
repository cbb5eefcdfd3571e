using DarkMachines.Challenges.Baselines;

namespace DarkMachines.Challenges.Tabular;

/// <summary>
/// Anomalies in tables: every ADBench-style file is two tasks, <c>inductive</c> and <c>novelty</c> (see
/// <see cref="TabularProtocol"/>). Han, Hu, Huang, Jiang, Zhao, NeurIPS Datasets and Benchmarks (2022); the published rows
/// are those of PyOD (Zhao, Nasrullah, Li, JMLR 20 (2019) 96).
/// </summary>
public sealed class TabularChallenge : IChallenge, IGroupsTasks
{
    internal const string Auc = "auc";
    internal const string AveragePrecision = "average-precision";

    // 40 % against 60 %; under the novelty protocol it is at least a quarter against a half of the normal rows.
    internal const double TestToTrainingRows = 2.0 / 3;

    private const ulong SimulationSeed = 1;
    private static readonly Lazy<IReadOnlyList<TabularSet>> Simulation = new(() => TabularSimulation.Draw(SimulationSeed));

    /// <inheritdoc/>
    public string Name => "tabular-anomaly";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public string Summary => "Anomalies in tables, on the sets of ADBench and PyOD";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks => [.. from protocol in TabularProtocol.All from set in Simulation.Value select protocol.TaskOf(set)];

    /// <inheritdoc/>
    public string PrimaryMetric => Auc;

    /// <inheritdoc/>
    public int DefaultRepeats => 10;

    /// <inheritdoc/>
    public double TestToTraining => TestToTrainingRows;

    /// <inheritdoc/>
    public IReadOnlyList<Type> AcceptedKinds { get; } = [typeof(IAnomalyDetector), typeof(IDensityEstimator), typeof(IAutoencoder)];

    /// <inheritdoc/>
    public IReadOnlyList<Entrant> Baselines { get; } = [RandomScore.Entrant, DistanceFromMean.Entrant, LargestDeviation.Entrant];

    /// <inheritdoc/>
    public IReadOnlyList<PublishedResult> Published => TabularPublished.Results;

    /// <inheritdoc/>
    public string GroupOf(string task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Split('/')[0];
    }

    /// <inheritdoc/>
    public IChallengeData Load(string? dataRoot)
    {
        var sets = dataRoot is null ? [] : TabularFiles.ReadAll(dataRoot);
        if (sets.Count > 0)
            return new TabularTrials(sets, isSimulated: false, $"Real data: {sets.Count} sets from {dataRoot}.");
        var reason = dataRoot is null ? "no data folder is named" : $"there are no .npz files in {Path.Combine(dataRoot, TabularFiles.Folder)} or {dataRoot}";
        return new TabularTrials(Simulation.Value, isSimulated: true, $"Simulated data: {reason}.");
    }

    /// <inheritdoc/>
    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(entrant);
        ArgumentNullException.ThrowIfNull(settings);
        return TabularRuns.Run(inputs, entrant, settings);
    }
}
