using DarkMachines.Statistics;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>
/// Cross sections in microseconds: learn those of pairs of scalars in the inert doublet model, and of electroweakinos at
/// next-to-leading order, from the parameters of the model (Otten, Rolbiecki, Caron, Kim, Ruiz de Austri, Tattersall,
/// Eur. Phys. J. C 80 (2020) 12). Graded by the relative error; the accuracy is one minus its mean.
/// </summary>
public sealed class XsecChallenge : IChallenge
{
    private static readonly Lazy<IReadOnlyList<ValueSet>> Simulation = new(() => [XsecSimulation.Draw()]);

    /// <inheritdoc/>
    public string Name => "xsec";

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public string Summary => "Cross sections of new particles from the parameters of the model, in microseconds";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks => [.. Simulation.Value.Select(set => set.Task)];

    /// <inheritdoc/>
    public string PrimaryMetric => SurrogateMetrics.Accuracy;

    /// <inheritdoc/>
    public int DefaultRepeats => 3;

    /// <inheritdoc/>
    public double TestToTraining => XsecFiles.InertDoubletTestShare / (1 - XsecFiles.InertDoubletTestShare);

    /// <inheritdoc/>
    public IReadOnlyList<Type> AcceptedKinds { get; } = [typeof(ISurrogate)];

    /// <inheritdoc/>
    public IReadOnlyList<Entrant> Baselines { get; } = [MeanValue.Entrant];

    /// <inheritdoc/>
    public IReadOnlyList<PublishedResult> Published => XsecPublished.Results;

    /// <inheritdoc/>
    public IChallengeData Load(string? dataRoot)
    {
        var sets = dataRoot is null ? [] : XsecFiles.ReadAll(dataRoot);
        return sets.Count > 0
            ? new ValueTrials(sets, isSimulated: false, $"Real data: {sets.Count} sets from {dataRoot}.", Grade)
            : new ValueTrials(Simulation.Value, isSimulated: true, dataRoot is null ? "Simulated data: no data folder is named." : $"Simulated data: there are no cross sections in {dataRoot}.", Grade);
    }

    /// <inheritdoc/>
    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(entrant);
        ArgumentNullException.ThrowIfNull(settings);
        return ValueRuns.Run(inputs, entrant, settings, XsecFiles.TestShareOf(inputs.Task.Name), isLogarithmic: true);
    }

    private static Dictionary<string, double> Grade(float[] predictions, float[] values)
    {
        var mape = RegressionMetrics.MeanAbsolutePercentage(predictions, values);
        var metrics = new Dictionary<string, double> { [SurrogateMetrics.Accuracy] = 1 - mape, ["mape"] = mape };
        SurrogateMetrics.AddQuantiles(metrics, predictions.Zip(values, (prediction, value) => Math.Abs((double)prediction / value - 1)));
        return metrics;
    }
}
