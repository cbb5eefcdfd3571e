namespace DarkMachines.Data;

/// <summary>Consecutive rows of a file that belong together.</summary>
/// <param name="Name">Name of the block, such as a kind of source.</param>
/// <param name="Rows">Number of rows, at least 1.</param>
/// <param name="Class">Class of the rows; null if they have none.</param>
/// <param name="Description">One line that says what the rows are.</param>
public sealed record DatasetBlock(string Name, int Rows, string? Class = null, string Description = "");
