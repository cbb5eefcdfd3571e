using DarkMachines.Challenges.Surrogates.Networks;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>
/// Learn a log likelihood from samples. The oracles are the published networks for the MSSM7 and for the cosmic microwave
/// background (Dark Machines High Dimensional Sampling Group, JHEP 05 (2021) 108), asked at points spread uniformly over
/// their boxes. Errors are in standard deviations of the values; the accuracy is one minus their mean.
/// </summary>
public sealed class LikelihoodChallenge : IChallenge
{
    private const double TestShare = 0.3;
    private const int Points = 10_000;
    private const double NearOptimum = 0.1;

    private static readonly (string Name, string Output, bool IsMinus, string Description)[] Networks =
    [
        ("mssm7", "logL", false, "log likelihood of a global fit of the MSSM with seven parameters and five nuisances"),
        ("lcdm", "minus_logL", true, "log likelihood of the cosmic microwave background in the standard model of cosmology"),
    ];

    private static readonly Lazy<IReadOnlyList<ValueSet>> Simulation = new(() => [Banana()]);

    /// <inheritdoc/>
    public string Name => "likelihood";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public string Summary => "Log likelihoods of global fits from the parameters of the model";

    /// <inheritdoc/>
    public IReadOnlyList<ChallengeTask> Tasks => [.. Simulation.Value.Select(set => set.Task)];

    /// <inheritdoc/>
    public string PrimaryMetric => SurrogateMetrics.Accuracy;

    /// <inheritdoc/>
    public int DefaultRepeats => 3;

    /// <inheritdoc/>
    public double TestToTraining => TestShare / (1 - TestShare);

    /// <inheritdoc/>
    public IReadOnlyList<Type> AcceptedKinds { get; } = [typeof(ISurrogate)];

    /// <inheritdoc/>
    public IReadOnlyList<Entrant> Baselines { get; } = [MeanValue.Entrant];

    /// <inheritdoc/>
    public IReadOnlyList<PublishedResult> Published { get; } = [];

    /// <inheritdoc/>
    public IChallengeData Load(string? dataRoot)
    {
        if (dataRoot is not null && !Directory.Exists(dataRoot))
            throw new UserInputException("data-root-missing", $"There is no folder '{dataRoot}'.", "Name the folder that holds the data.");
        ValueSet[] sets = dataRoot is null ? [] : [.. Networks.Where(n => File.Exists(Weights(dataRoot, n.Name))).Select(n => Sample(dataRoot, n))];
        return sets.Length > 0
            ? new ValueTrials(sets, isSimulated: false, $"Published networks of {dataRoot}, asked at {Points} points each.", Grade)
            : new ValueTrials(Simulation.Value, isSimulated: true, dataRoot is null ? "Simulated data: no data folder is named." : $"Simulated data: there are no likelihood networks in {dataRoot}.", Grade);
    }

    /// <inheritdoc/>
    public TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(entrant);
        ArgumentNullException.ThrowIfNull(settings);
        return ValueRuns.Run(inputs, entrant, settings, TestShare, isLogarithmic: false);
    }

    private static string Weights(string root, string name) => Path.Combine(root, "optimisation", $"{name}_weights.txt");

    private static ValueSet Sample(string root, (string Name, string Output, bool IsMinus, string Description) source)
    {
        var model = LikelihoodNetwork.Read(Weights(root, source.Name), Path.Combine(root, "optimisation", $"{source.Name}_scaling.csv"), source.Output);
        var points = new ActiveLearning.BoxCandidates(model.ValidRanges).Points(Points, new RandomStream(1));
        var values = new float[Points];
        new FitContext(1, Environment.ProcessorCount).ForEach(Points / 100, piece => model.Predict(
            points.AsSpan(piece * 100 * model.Features.Count, 100 * model.Features.Count), values.AsSpan(piece * 100, 100), new float[100]));
        return ValueSet.Of(source.Name, source.Description, new FeatureTable(model.Features, points), source.IsMinus ? Array.ConvertAll(values, v => -v) : values, TestShare);
    }

    // A curved ridge in two parameters, a plain normal distribution in three more: log L = −½ ((x0/0.3)² + ((x1 − x0²)/0.2)² + Σ (xi/0.5)²).
    private static ValueSet Banana()
    {
        const int columns = 5, rows = 5000;
        var points = new ActiveLearning.BoxCandidates([.. Enumerable.Repeat(new ValidRange(-1, 1), columns)]).Points(rows, new RandomStream(1));
        var values = points.Chunk(columns).Select(x => (float)(-0.5 * (Math.Pow(x[0] / 0.3, 2) + Math.Pow((x[1] - x[0] * x[0]) / 0.2, 2) + x[2..].Sum(v => Math.Pow(v / 0.5, 2)))));
        return ValueSet.Of("sim-banana", "a curved ridge by a formula", new FeatureTable([.. Enumerable.Range(0, columns).Select(i => new Feature(FormattableString.Invariant($"x{i}")))], points), [.. values], TestShare);
    }

    private static Dictionary<string, double> Grade(float[] predictions, float[] values)
    {
        var spread = Standardiser.Fit(new FeatureTable([new Feature(ValueSet.Column)], values)).Deviations[0];
        double[] errors = [.. predictions.Zip(values, (prediction, value) => Math.Abs((double)prediction - value) / spread)];
        var metrics = new Dictionary<string, double> { [SurrogateMetrics.Accuracy] = 1 - errors.Average(), ["mean-absolute-error"] = errors.Average() };
        SurrogateMetrics.AddQuantiles(metrics, errors);
        int[] best = [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).Take(Math.Max(2, (int)(NearOptimum * values.Length)))];
        var correlation = MathNet.Numerics.Statistics.Correlation.Spearman(best.Select(i => (double)predictions[i]), best.Select(i => (double)values[i]));
        // Predictions that are all the same have no order.
        if (double.IsFinite(correlation))
            metrics["rank-correlation-near-optimum"] = correlation;
        return metrics;
    }
}
