using System.Runtime.Intrinsics;

namespace DarkMachines.Forests;

/// <summary>The best split between the bins of a column.</summary>
/// <param name="Gain">G²/(H + L2) of both sides, with the sums of first and second derivatives; minus infinity if there is no split.</param>
/// <param name="Bin">The last bin that goes left.</param>
/// <param name="Left">The sums of the derivatives of the left side: second, and minus first.</param>
internal readonly record struct BoostedSplit(double Gain, int Bin, Vector128<double> Left)
{
    /// <summary>Finds it; of equally good ones that with the lowest threshold.</summary>
    /// <param name="sums">The sums of the column's bins.</param>
    /// <param name="total">The sums of the node.</param>
    /// <param name="l2">Added to the second derivatives.</param>
    /// <param name="minLeafWeight">Least sum of second derivatives on each side.</param>
    public static BoostedSplit Find(ReadOnlySpan<Vector128<double>> sums, Vector128<double> total, double l2, double minLeafWeight)
    {
        var left = Vector128<double>.Zero;
        var best = new BoostedSplit(double.NegativeInfinity, -1, left);
        for (var bin = 0; bin < sums.Length - 1; bin++)
        {
            left += sums[bin];
            var right = total - left;
            double weight = left[0], otherWeight = right[0];
            if (weight < minLeafWeight)
                continue;
            if (otherWeight < minLeafWeight)
                break;
            var gain = (left[1] * left[1] * (otherWeight + l2) + right[1] * right[1] * (weight + l2)) / ((weight + l2) * (otherWeight + l2));
            if (gain > best.Gain)
                best = new BoostedSplit(gain, bin, left);
        }

        return best;
    }
}
