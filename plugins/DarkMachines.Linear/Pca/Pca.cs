namespace DarkMachines.Linear;

/// <summary>
/// Principal component analysis: the linear autoencoder with the least reconstruction error. Columns are standardised, rows
/// are projected onto the directions of greatest variance and back, and what is lost is the anomaly score.
/// </summary>
/// <remarks>
/// A closed form: neither seed nor threads matter, nor the order of the rows but for rounding. Shifting or rescaling a column
/// changes no score. At least one component is kept; with all of them every row is restored and every score is zero but for
/// rounding. A constant column adds its squared difference from the constant. Cost: rows × columns² and columns³;
/// memory columns².
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("pca", "Principal components: reconstruction error of the best linear projection",
    Citation = "Pearson, Phil. Mag. 2 (1901) 559; Hotelling, J. Educ. Psychol. 24 (1933) 417")]
public sealed class Pca(PcaOptions options) : IAutoencoder
{
    private readonly PcaOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows; a value is NaN or infinite; or more components are asked for than there are columns.</exception>
    public PcaModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = TrainingRows.Check(background);
        var columns = training.ColumnCount;
        if (_options.Components > columns)
        {
            throw new UnusableDataException(
                FormattableString.Invariant($"{_options.Components} components are to be kept of {columns} columns."), "Ask for fewer components.");
        }

        var rows = new StandardisedRows(training, ColumnMoments.Of(training, context));
        var (values, directions) = Correlations.Decompose(Correlations.Of(rows, context), columns);
        var kept = _options.Components > 0 ? _options.Components : Needed(values);
        var components = new double[kept * columns];
        for (var k = 0; k < kept; k++)
            Write(directions.AsSpan((columns - 1 - k) * columns, columns), components.AsSpan(k * columns, columns));
        return new PcaModel(background.Features, rows.Means, rows.Spreads, components, Shares(values)[..kept]);
    }

    IAutoencoderModel IAutoencoder.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    private int Needed(double[] ascending)
    {
        var explained = 0.0;
        var shares = Shares(ascending);
        for (var k = 0; k < shares.Length; k++)
        {
            explained += shares[k];
            if (explained >= _options.ExplainedShare)
                return k + 1;
        }

        return shares.Length;
    }

    private static double[] Shares(double[] ascending)
    {
        var total = ascending.Sum(value => Math.Max(value, 0));
        return [.. ascending.Reverse().Select(value => total > 0 ? Math.Max(value, 0) / total : 0)];
    }

    // A direction and its opposite are the same: the greatest element is positive, so that it is the same every time.
    private static void Write(ReadOnlySpan<double> direction, Span<double> component)
    {
        var greatest = 0;
        for (var j = 1; j < direction.Length; j++)
        {
            if (Math.Abs(direction[j]) > Math.Abs(direction[greatest]))
                greatest = j;
        }

        for (var j = 0; j < direction.Length; j++)
            component[j] = direction[greatest] < 0 ? -direction[j] : direction[j];
    }
}
