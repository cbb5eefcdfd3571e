namespace DarkMachines.Data;

/// <summary>How the numbers of a text file are laid out.</summary>
/// <param name="ColumnCount">Numbers on every line, at least 1.</param>
/// <param name="Separator">The character between two numbers; null for any run of spaces and tabs.</param>
/// <param name="HasHeader">True if the first line names the columns.</param>
public sealed record DelimitedFormat(int ColumnCount, char? Separator = null, bool HasHeader = false);
