namespace DarkMachines.Forests;

/// <summary>Options of <see cref="ExtraTrees"/>.</summary>
public sealed record ExtraTreesOptions : ForestOptions;
