namespace DarkMachines.Linear;

/// <summary>Options of <see cref="LinearRegression"/>: there are none.</summary>
public sealed record LinearRegressionOptions;
