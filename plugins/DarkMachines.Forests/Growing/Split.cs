namespace DarkMachines.Forests.Growing;

/// <summary>A way to divide a node's rows by one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Threshold">Rows with a value up to this go left.</param>
/// <param name="Purity">What is maximised: Σ S²/W of both sides, with the weight W and the sums S of the weighted targets.</param>
/// <param name="Bin">The last bin that goes left; -1 if it is not bins that are divided.</param>
internal readonly record struct Split(int Column, float Threshold, double Purity, int Bin = -1);
