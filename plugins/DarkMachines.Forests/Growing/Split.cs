namespace DarkMachines.Forests.Growing;

/// <summary>A way to divide a node's rows by one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Bound">Rows with a value up to this go left.</param>
/// <param name="Purity">What is maximised: Σ S²/W of both sides, with the weight W and the sums S of the weighted targets.</param>
internal readonly record struct Split(int Column, float Bound, double Purity);
