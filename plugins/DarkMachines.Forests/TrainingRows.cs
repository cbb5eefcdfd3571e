using System.Globalization;

namespace DarkMachines.Forests;

/// <summary>The check that training rows can be learnt from.</summary>
internal static class TrainingRows
{
    /// <summary>The numbers of the rows whose weight is above zero, after checking all values and weights.</summary>
    /// <exception cref="UnusableDataException">A value is not finite, or a weight not finite or negative.</exception>
    public static int[] WithWeight(FeatureTable rows)
    {
        var used = new List<int>(rows.RowCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            RequireFinite(rows, row);
            var weight = rows.IsWeighted ? rows.Weights[row] : 1;
            if (!(weight >= 0 && float.IsFinite(weight)))
            {
                throw new UnusableDataException(
                    string.Create(CultureInfo.InvariantCulture, $"Training row {row} has the weight {weight}; weights must be finite and not negative."),
                    "Leave such rows out, or give them a weight of zero.");
            }

            if (weight > 0)
                used.Add(row);
        }

        return [.. used];
    }

    private static void RequireFinite(FeatureTable rows, int row)
    {
        var column = rows.Row(row).IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (column >= 0)
        {
            throw new UnusableDataException(
                string.Create(CultureInfo.InvariantCulture, $"Training row {row} has {rows.Row(row)[column]} in column '{rows.Features[column].Name}'; the values must be finite numbers."),
                "Leave such rows out, or fill the missing values in.");
        }
    }
}
