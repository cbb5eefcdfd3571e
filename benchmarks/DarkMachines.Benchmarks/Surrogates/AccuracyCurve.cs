namespace DarkMachines.Benchmarks.Surrogates;

/// <summary>Accuracy against the number of points.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Colour">How it is drawn.</param>
/// <param name="IsDashed">True for points at random.</param>
/// <param name="Points">The points.</param>
/// <param name="Seconds">Processor time.</param>
internal sealed record AccuracyCurve(string Name, string Colour, bool IsDashed, IReadOnlyList<(int Points, double Accuracy)> Points, double Seconds);
