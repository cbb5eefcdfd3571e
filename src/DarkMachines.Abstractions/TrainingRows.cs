using System.Globalization;

namespace DarkMachines;

/// <summary>
/// A table that has been found fit to learn from: finite values, sound weights, at least one row that counts. The check
/// that a fit begins with; an algorithm that takes missing values makes its own.
/// </summary>
public sealed class TrainingRows
{
    private TrainingRows(FeatureTable table, double totalWeight)
    {
        Table = table;
        TotalWeight = totalWeight;
    }

    /// <summary>The rows.</summary>
    public FeatureTable Table { get; }

    /// <summary>Number of rows, those of weight zero among them.</summary>
    public int Count => Table.RowCount;

    /// <summary>Number of columns.</summary>
    public int ColumnCount => Table.ColumnCount;

    /// <summary>Sum of the weights; the number of rows if they are not weighted.</summary>
    public double TotalWeight { get; }

    /// <summary>Checks a table.</summary>
    /// <param name="table">The table.</param>
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

    /// <summary>Checks a table with its labels.</summary>
    /// <param name="table">The table.</param>
    /// <param name="labels">The class of each row.</param>
    /// <exception cref="ArgumentException">There are not as many labels as rows.</exception>
    /// <exception cref="UnusableDataException">There is no row with a weight, or a value or weight is not a usable number.</exception>
    public static TrainingRows Check(FeatureTable table, ClassLabels labels)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count == table.RowCount
            ? Check(table)
            : throw new ArgumentException($"There are {labels.Count} labels for {table.RowCount} rows.", nameof(labels));
    }

    /// <summary>The weight of a row; 1 if the rows are not weighted.</summary>
    /// <param name="row">Its number.</param>
    public double Weight(int row) => Table.IsWeighted ? Table.Weights[row] : 1;

    /// <summary>The numbers of the rows whose weight is above zero, in ascending order.</summary>
    public int[] ThatCount() => [.. Enumerable.Range(0, Count).Where(row => Weight(row) > 0)];

    private static void RefuseValuesThatAreNotFinite(FeatureTable table)
    {
        var place = table.Values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (place < 0)
            return;
        var (row, column) = Math.DivRem(place, table.ColumnCount);
        throw new UnusableDataException(
            string.Create(CultureInfo.InvariantCulture, $"Column '{table.Features[column].Name}' is {table.Values[place]} in training row {row} (counted from 0); every value must be finite."),
            "Remove such rows, or fill in the missing values before the fit.");
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
