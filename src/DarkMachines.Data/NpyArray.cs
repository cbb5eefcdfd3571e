namespace DarkMachines.Data;

/// <summary>An array of numbers with a shape.</summary>
/// <typeparam name="T">Type of the numbers.</typeparam>
/// <param name="Shape">Length along each axis; empty for a single number.</param>
/// <param name="Values">The numbers in C order: the last axis runs fastest.</param>
public sealed record NpyArray<T>(IReadOnlyList<int> Shape, T[] Values);
