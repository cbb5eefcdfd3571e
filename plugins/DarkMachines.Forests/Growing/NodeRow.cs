namespace DarkMachines.Forests.Growing;

/// <summary>One of the rows that a tree is grown on.</summary>
/// <param name="Row">Its number in the training set.</param>
/// <param name="Weight">Its weight, times the number of times it was drawn.</param>
/// <param name="Target">Its weight times its target; zero where there are several targets.</param>
internal readonly record struct NodeRow(int Row, float Weight, double Target);
