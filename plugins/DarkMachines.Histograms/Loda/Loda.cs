using DarkMachines.Histograms.Steps;

namespace DarkMachines.Histograms;

/// <summary>
/// The lightweight on-line detector of anomalies: rows are projected on random directions, each in a few columns only, and a
/// row's score is the mean over the projections of minus the logarithm of a histogram's probability.
/// </summary>
/// <remarks>
/// <para>Each direction has √columns columns that are not zero, drawn from a normal distribution (the paper's section 3). A
/// row beyond a histogram's range, or in an empty bin, has the probability of a tenth of a row. Two rows of weight one count
/// as one of weight two; row order does not matter.</para>
/// <para>Cost: rows × projections × √columns, and a sort of each projection; the same product for rows scored.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("loda", "Random sparse projections, each with a histogram",
    Citation = "Pevný, Mach. Learn. 102 (2016) 275")]
public sealed class Loda(LodaOptions options) : IAnomalyDetector
{
    // Of a row: what an empty bin is taken to hold.
    private const double LeastCount = 0.1;

    private readonly LodaOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows, or a value is NaN or infinite.</exception>
    public LodaModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = TrainingRows.Check(background);
        var (means, spreads) = Scale(rows, context);
        var projections = new Projection[_options.Projections];
        context.ForEach(projections.Length, i =>
        {
            var direction = Draw(rows.ColumnCount, context.Random((ulong)i));
            var scaled = Projection.Of(direction.Columns, direction.Weights, means, spreads);
            projections[i] = scaled with { Steps = Steps(WeightedColumn.Of(rows, row => scaled.Project(background.Row(row)))) };
        });
        return new LodaModel(background.Features, projections);
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    private (double[] Means, double[] Spreads) Scale(TrainingRows rows, FitContext context)
    {
        double[] means = new double[rows.ColumnCount], spreads = new double[rows.ColumnCount];
        context.ForEach(means.Length, c =>
        {
            (means[c], var variance, _) = WeightedColumn.Of(rows, row => rows.Table.Row(row)[c]).Moments();
            spreads[c] = _options.Standardise && variance > 0 ? Math.Sqrt(variance) : 1;
        });
        return (means, spreads);
    }

    private static (int[] Columns, double[] Weights) Draw(int columns, RandomStream random)
    {
        var chosen = Enumerable.Range(0, columns).ToArray();
        random.Shuffle<int>(chosen);
        chosen = [.. chosen.Take(Math.Max(1, (int)Math.Sqrt(columns))).Order()];
        return (chosen, Array.ConvertAll(chosen, _ => random.Normal()));
    }

    private StepFunction Steps(WeightedColumn column)
    {
        var histogram = ColumnHistogram.Of(column, _options.Bins);
        var least = LeastCount / column.Total;
        var scores = Array.ConvertAll(histogram.Shares, share => -Math.Log(Math.Max(share, least)));
        return histogram.ToSteps(scores, -Math.Log(least), margin: 0);
    }
}
