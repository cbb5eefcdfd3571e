namespace DarkMachines.Forests.Growing;

/// <summary>
/// The squared differences of weighted targets from their mean, summed, are Σ w t² − S²/W: least where S²/W, summed over
/// both sides of a split and over the targets, is greatest. For classes that is the Gini impurity.
/// </summary>
internal static class Impurity
{
    /// <summary>Adds a row's weight and weighted targets.</summary>
    public static void Add(Span<double> sums, in NodeRow row, ReadOnlySpan<double> targets)
    {
        sums[0] += row.Weight;
        if (sums.Length == 2)
        {
            sums[1] += row.Target;
            return;
        }

        var own = targets.Slice(row.Row * (sums.Length - 1), sums.Length - 1);
        for (var k = 0; k < own.Length; k++)
            sums[k + 1] += row.Weight * own[k];
    }

    /// <summary>S²/W of both sides of a split, summed over the targets.</summary>
    /// <param name="left">Weight and weighted targets of the left side.</param>
    /// <param name="total">Those of both sides together.</param>
    public static double Purity(ReadOnlySpan<double> left, ReadOnlySpan<double> total)
    {
        if (left.Length == 2)
        {
            double weight = left[0], target = left[1], otherWeight = total[0] - weight, otherTarget = total[1] - target;
            return (target * target * otherWeight + otherTarget * otherTarget * weight) / (weight * otherWeight);
        }

        double leftSquares = 0, rightSquares = 0;
        for (var k = 1; k < left.Length; k++)
        {
            var right = total[k] - left[k];
            leftSquares += left[k] * left[k];
            rightSquares += right * right;
        }

        return leftSquares / left[0] + rightSquares / (total[0] - left[0]);
    }

    /// <summary>S²/W of a node.</summary>
    public static double Purity(ReadOnlySpan<double> total)
    {
        var squares = 0.0;
        foreach (var sum in total[1..])
            squares += sum * sum;
        return squares / total[0];
    }
}
