namespace DarkMachines.Benchmarks.Scale;

/// <summary>A curve.</summary>
/// <param name="Name">Written at its end.</param>
/// <param name="Points">Its points, both coordinates above zero.</param>
internal sealed record LogLogCurve(string Name, IReadOnlyList<(int X, double Y)> Points);
