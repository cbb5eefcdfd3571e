namespace DarkMachines.Data.Ainalysis;

/// <summary>A parameter that an AInalysis reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit; empty if it has none, which the file writes as <c>unitless</c>.</param>
/// <param name="Range">The range that the estimator was trained on.</param>
public sealed record AinalysisParameter(string Name, string Unit, ValidRange Range);

/// <summary>Where a parameter stands in a spectrum.</summary>
/// <param name="Block">The block.</param>
/// <param name="Switch">The entry's indices: one, or several of a matrix.</param>
public sealed record AinalysisEntry(string Block, IReadOnlyList<int> Switch);
