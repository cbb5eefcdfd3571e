using DarkMachines.Mixtures.Numerics;

namespace DarkMachines.Mixtures;

/// <summary>
/// A self-organising map: a sheet of units is laid through the rows so that neighbours on the map are near in the rows'
/// space. A row's score is its quantisation error, the distance to the nearest unit.
/// </summary>
/// <remarks>
/// <para>The batch map: in each epoch every unit becomes the mean of all rows, each weighted by the Gaussian neighbourhood of
/// the unit that it is nearest to (Kohonen, Neural Networks 37 (2013) 52, section 4.1). The units begin at rows drawn by
/// k-means++. A row of weight two counts as two rows; row order matters for that start only.</para>
/// <para>Cost: rows × units × columns an epoch, and units × columns a row scored.</para>
/// </remarks>
/// <param name="options">Options.</param>
/// <exception cref="UserInputException">An option is outside its range.</exception>
[Algorithm("self-organising-map", "Self-organising map: distance to the nearest unit of a sheet laid through the rows",
    Citation = "Kohonen, Biol. Cybern. 43 (1982) 59")]
public sealed class SelfOrganisingMap(SelfOrganisingMapOptions options) : IAnomalyDetector
{
    private readonly SelfOrganisingMapOptions _options = Options.Validate(options);

    /// <inheritdoc cref="IAnomalyDetector.Fit"/>
    /// <exception cref="UnusableDataException">There are no rows, or a value is NaN or infinite.</exception>
    public SelfOrganisingMapModel Fit(FeatureTable background, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = TrainingRows.Check(background);
        var fit = new KMeansFit(rows, ColumnScale.Of(rows, _options.Standardise), context);
        var units = Sheet(fit.Start(_options.Width * _options.Height, context.Random(0)));
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            context.Report((double)epoch / _options.Epochs, "epochs");
            units = Smoothed(units, fit.Assign(units), RadiusIn(epoch));
        }

        return new SelfOrganisingMapModel(background.Features, units, _options.Width, _options.Height);
    }

    IAnomalyModel IAnomalyDetector.Fit(FeatureTable background, FitContext context) => Fit(background, context);

    // Of fewer distinct rows than units some units begin at the same row.
    private Centres Sheet(Centres start)
    {
        var points = new double[_options.Width * _options.Height * start.Scale.Columns];
        for (var i = 0; i < points.Length; i++)
            points[i] = start.Points[i % start.Points.Length];
        return new Centres(start.Scale, points);
    }

    private double RadiusIn(int epoch)
    {
        var first = Math.Max(Math.Max(_options.Width, _options.Height) / 2.0, _options.FinalRadius);
        return _options.Epochs == 1 ? _options.FinalRadius : first * Math.Pow(_options.FinalRadius / first, epoch / (_options.Epochs - 1.0));
    }

    // The mean of the rows nearest to each unit, smoothed over the map.
    private Centres Smoothed(Centres units, double[] sums, double radius)
    {
        var columns = units.Scale.Columns;
        var points = new double[units.Points.Length];
        for (var unit = 0; unit < units.Count; unit++)
        {
            var total = 0.0;
            var point = points.AsSpan(unit * columns, columns);
            for (var other = 0; other < units.Count; other++)
            {
                var sum = sums.AsSpan(other * (columns + 1), columns + 1);
                if (!(sum[columns] > 0))
                    continue;
                var share = Neighbourhood(unit, other, radius);
                total += share * sum[columns];
                for (var c = 0; c < columns; c++)
                    point[c] += share * sum[c];
            }

            if (total > 0)
            {
                for (var c = 0; c < columns; c++)
                    point[c] /= total;
            }
            else
            {
                // So far from all rows that the neighbourhood vanishes.
                units[unit].CopyTo(point);
            }
        }

        return new Centres(units.Scale, points);
    }

    private double Neighbourhood(int unit, int other, double radius)
    {
        int across = unit % _options.Width - other % _options.Width, down = unit / _options.Width - other / _options.Width;
        return Math.Exp(-(across * across + down * down) / (2 * radius * radius));
    }
}
