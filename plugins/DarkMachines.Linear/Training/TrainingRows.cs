using System.Globalization;

namespace DarkMachines.Linear;

/// <summary>A table that has been found fit to learn from: finite values, sound weights, at least one row that counts.</summary>
internal sealed class TrainingRows
{
    private TrainingRows(FeatureTable table, double totalWeight)
    {
        Table = table;
        TotalWeight = totalWeight;
    }

    public FeatureTable Table { get; }

    public int Count => Table.RowCount;

    public int ColumnCount => Table.ColumnCount;

    /// <summary>Sum of the weights; the number of rows if they are not weighted.</summary>
    public double TotalWeight { get; }

    public double Weight(int row) => Table.IsWeighted ? Table.Weights[row] : 1;

    /// <summary>Checks a table.</summary>
    /// <exception cref="UnusableDataException">There is no row with a weight, or a value or weight is not a usable number.</exception>
    public static TrainingRows Check(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        RefuseValuesThatAreNotFinite(table);
        var totalWeight = TotalOfSoundWeights(table);
        return totalWeight > 0
            ? new TrainingRows(table, totalWeight)
            : throw new UnusableDataException(
                table.RowCount == 0 ? "There are no training rows; at least one is needed." : "Every training row has weight zero; at least one must count.",
                "Give training rows whose weights are greater than zero.");
    }

    /// <summary>The weight of each class, after a check that at least two classes have any.</summary>
    /// <exception cref="UnusableDataException">Fewer than two classes have rows.</exception>
    public double[] ClassWeights(ClassLabels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count != Count)
            throw new ArgumentException($"{labels.Count} labels for {Count} rows.", nameof(labels));
        var weights = new double[labels.Classes.Count];
        for (var row = 0; row < Count; row++)
            weights[labels.Indices[row]] += Weight(row);
        if (weights.Count(w => w > 0) < 2)
        {
            throw new UnusableDataException(
                $"All training rows are of class '{labels.Classes[Array.FindIndex(weights, w => w > 0)]}'; a classifier needs rows of at least two classes.",
                "Give training rows of two or more classes, with weights greater than zero.");
        }

        return weights;
    }

    private static void RefuseValuesThatAreNotFinite(FeatureTable table)
    {
        for (var row = 0; row < table.RowCount; row++)
        {
            var values = table.Row(row);
            for (var column = 0; column < values.Length; column++)
            {
                if (!float.IsFinite(values[column]))
                {
                    throw new UnusableDataException(
                        string.Create(CultureInfo.InvariantCulture, $"Column '{table.Features[column].Name}' is {values[column]} in training row {row} (counted from 0); every value must be finite."),
                        "Remove such rows, or fill in the missing values before the fit.");
                }
            }
        }
    }

    private static double TotalOfSoundWeights(FeatureTable table)
    {
        if (!table.IsWeighted)
            return table.RowCount;
        var total = 0.0;
        var weights = table.Weights;
        for (var row = 0; row < weights.Length; row++)
        {
            if (!float.IsFinite(weights[row]) || weights[row] < 0)
            {
                throw new UnusableDataException(
                    string.Create(CultureInfo.InvariantCulture, $"The weight of training row {row} (counted from 0) is {weights[row]}; a weight must be finite and not negative."),
                    "Correct the weights, or leave out such rows.");
            }

            total += weights[row];
        }

        return total;
    }
}
