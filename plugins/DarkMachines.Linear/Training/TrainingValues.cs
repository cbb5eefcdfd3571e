using System.Globalization;

namespace DarkMachines.Linear;

/// <summary>What a surrogate learns: checked points and their values.</summary>
internal static class TrainingValues
{
    /// <summary>Checks points and values.</summary>
    /// <exception cref="ArgumentException">There are not as many rows of values as points.</exception>
    /// <exception cref="UnusableDataException">There are no points, or a number is not finite.</exception>
    public static TrainingRows Check(FeatureTable points, FeatureTable values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var training = TrainingRows.Check(points);
        if (values.RowCount != points.RowCount)
            throw new ArgumentException($"There are {values.RowCount} rows of values for {points.RowCount} points.", nameof(values));
        var place = values.Values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (place < 0)
            return training;
        var (row, column) = Math.DivRem(place, values.ColumnCount);
        throw new UnusableDataException(
            string.Create(CultureInfo.InvariantCulture, $"The value '{values.Features[column].Name}' of training point {row} (counted from 0) is {values.Values[place]}; every value must be finite."),
            "Leave out the points where the theory code fails.");
    }

    /// <summary>The range of each column over the points that count.</summary>
    public static ValidRange[] Ranges(TrainingRows training)
    {
        var columns = training.ColumnCount;
        var (low, high) = (new float[columns], new float[columns]);
        Array.Fill(low, float.PositiveInfinity);
        Array.Fill(high, float.NegativeInfinity);
        foreach (var row in training.ThatCount())
        {
            var values = training.Table.Row(row);
            for (var j = 0; j < columns; j++)
                (low[j], high[j]) = (Math.Min(low[j], values[j]), Math.Max(high[j], values[j]));
        }

        return [.. low.Zip(high, (least, most) => new ValidRange(least, most))];
    }
}
