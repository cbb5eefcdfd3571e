using DarkMachines.Histograms.Steps;

namespace DarkMachines.Histograms;

/// <summary>
/// The histogram-based outlier score: columns are taken as independent, and a row's score is the sum over them of minus the
/// logarithm of a histogram's density.
/// </summary>
/// <remarks>
/// <para>Static bins of equal width, and the density with a smoothing constant added, as PyOD has it; the paper divides the
/// heights by the greatest instead. Densities are those of the standardised column: shifting or rescaling a column changes no
/// score but for rounding at the edges of bins. A row of weight two counts as two rows; their order does not matter, nor do
/// seed and threads.</para>
/// <para>Cost: a sort of each column, and a few comparisons a column for a row scored.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("hbos", "Histogram-based outlier score: columns as independent, rare bins are anomalous",
    Citation = "Goldstein and Dengel, KI 2012 (Poster and Demo Track), 59")]
public sealed class Hbos(HbosOptions options) : IAnomalyDetector
{
    private readonly HbosOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows, or a value is NaN or infinite.</exception>
    public HbosModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = TrainingRows.Check(background);
        var steps = new StepFunction[rows.ColumnCount];
        context.ForEach(steps.Length, c => steps[c] = Steps(WeightedColumn.Of(rows, row => background.Row(row)[c])));
        return new HbosModel(background.Features, steps);
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    private StepFunction Steps(WeightedColumn column)
    {
        var histogram = ColumnHistogram.Of(column, _options.Bins);
        var variance = column.Moments().Variance;
        var spread = variance > 0 ? Math.Sqrt(variance) : 1;
        var scores = Array.ConvertAll(histogram.Shares, share => -Math.Log2(share / histogram.Width * spread + _options.Smoothing));
        return histogram.ToSteps(scores, scores.Max(), _options.Margin);
    }
}

/// <summary>A fitted <see cref="Hbos"/>.</summary>
public sealed class HbosModel : StepModel
{
    internal HbosModel(IReadOnlyList<Feature> features, IReadOnlyList<StepFunction> steps) : base(features, steps)
    {
    }
}
