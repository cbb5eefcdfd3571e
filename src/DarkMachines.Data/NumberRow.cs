namespace DarkMachines.Data;

/// <summary>The numbers of one line of a text file.</summary>
/// <param name="Line">Number of the line in the file, counted from 1.</param>
/// <param name="Values">The numbers, all finite.</param>
public readonly record struct NumberRow(int Line, double[] Values);
