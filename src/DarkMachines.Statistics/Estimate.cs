namespace DarkMachines.Statistics;

/// <summary>A number with what is known of its uncertainty.</summary>
/// <param name="Value">The number.</param>
/// <param name="Spread">Standard deviation over repeated runs; null if there was one run or none is known.</param>
/// <param name="Low">Lower end of the 95 % interval; null if none is known.</param>
/// <param name="High">Upper end of the 95 % interval; null if none is known.</param>
public sealed record Estimate(double Value, double? Spread = null, double? Low = null, double? High = null);
