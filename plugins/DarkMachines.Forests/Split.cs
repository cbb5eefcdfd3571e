namespace DarkMachines.Forests;

/// <summary>A way to divide a node's rows by one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="LeftRows">How many of the node's rows, in the order of the column, go left.</param>
/// <param name="Threshold">Rows with a value up to this go left.</param>
/// <param name="Purity">What is maximised: see <see cref="GiniSplitter"/>.</param>
internal readonly record struct Split(int Column, int LeftRows, float Threshold, double Purity)
{
    /// <summary>The threshold between two neighbouring values: the least is at or below it, the greater above it.</summary>
    public static float ThresholdBetween(float lower, float upper)
    {
        var halfway = (float)(((double)lower + upper) / 2);
        return halfway < upper ? halfway : lower;
    }
}
