namespace DarkMachines.Forests;

/// <summary>
/// How much worse a model answers when the values of one column are shuffled among the rows (Breiman, Mach. Learn. 45
/// (2001) 5, Section 10). Rows that the model was not fitted on tell what it has understood; its training rows also what
/// it has merely learnt by heart.
/// </summary>
public static class PermutationImportance
{
    /// <summary>The accuracy lost, for each column: the weighted share of rows that get their own class.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows with all its columns, in its order.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <param name="repeats">How often each column is shuffled; the mean is returned.</param>
    /// <exception cref="UnusableDataException">No row counts, or a value or weight is not a usable number.</exception>
    public static IReadOnlyList<double> Of(IClassifierModel model, FeatureTable rows, ClassLabels labels, FitContext context, int repeats = 5)
    {
        ArgumentNullException.ThrowIfNull(model);
        var counted = TrainingRows.Check(rows, labels);
        return Losses(rows, context, repeats, values =>
        {
            var probabilities = new float[rows.RowCount * model.Classes.Count];
            model.PredictProbabilities(values, probabilities);
            var right = 0.0;
            for (var row = 0; row < rows.RowCount; row++)
            {
                var own = probabilities.AsSpan(row * model.Classes.Count, model.Classes.Count);
                right += own.IndexOfAnyExceptInRange(float.NegativeInfinity, own[labels.Indices[row]]) < 0 ? counted.Weight(row) : 0;
            }

            return right / counted.TotalWeight;
        });
    }

    /// <summary>The determination lost, for each column: 1 − Σ (value − prediction)² / Σ (value − mean)², the mean over the outputs that vary.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parameters">Points with all its parameters, in its order.</param>
    /// <param name="values">The values at each.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <param name="repeats">How often each column is shuffled; the mean is returned.</param>
    /// <exception cref="UnusableDataException">No point counts, or a number is not usable.</exception>
    public static IReadOnlyList<double> Of(ISurrogateModel model, FeatureTable parameters, FeatureTable values, FitContext context, int repeats = 5)
    {
        ArgumentNullException.ThrowIfNull(model);
        TrainingValues.Check(parameters, values);
        var counted = TrainingRows.Check(parameters);
        return Losses(parameters, context, repeats, rows =>
        {
            var predictions = new float[values.Values.Length];
            model.Predict(rows, predictions, new float[predictions.Length]);
            return Enumerable.Range(0, values.ColumnCount).Select(output => Determination(counted, values, predictions, output)).Where(double.IsFinite).DefaultIfEmpty(0).Average();
        });
    }

    private static double Determination(TrainingRows counted, FeatureTable values, float[] predictions, int output)
    {
        double mean = 0, squares = 0, errors = 0;
        for (var row = 0; row < counted.Count; row++)
            mean += counted.Weight(row) * values.Row(row)[output] / counted.TotalWeight;
        for (var row = 0; row < counted.Count; row++)
        {
            squares += counted.Weight(row) * Math.Pow(values.Row(row)[output] - mean, 2);
            errors += counted.Weight(row) * Math.Pow(values.Row(row)[output] - predictions[row * values.ColumnCount + output], 2);
        }

        return 1 - errors / squares;
    }

    private static double[] Losses(FeatureTable rows, FitContext context, int repeats, Func<float[], double> quality)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        var (columns, whole) = (rows.ColumnCount, quality(rows.Values.ToArray()));
        var losses = new double[columns];
        context.ForEach(columns, column =>
        {
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                var order = Enumerable.Range(0, rows.RowCount).ToArray();
                context.Random((ulong)((long)column * repeats + repeat)).Shuffle<int>(order);
                var shuffled = rows.Values.ToArray();
                for (var row = 0; row < order.Length; row++)
                    shuffled[row * columns + column] = rows.Row(order[row])[column];
                losses[column] += (whole - quality(shuffled)) / repeats;
            }
        });
        return losses;
    }
}
