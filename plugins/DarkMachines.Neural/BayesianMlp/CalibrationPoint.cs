namespace DarkMachines.Neural;

/// <summary>One point of a calibration curve.</summary>
/// <param name="Expected">What the model says: the probability of an interval, or the mean confidence of the rows of a bin.</param>
/// <param name="Observed">What happened: the share of values within, or of rows whose class is right.</param>
/// <param name="Rows">How many rows that share is taken of.</param>
public readonly record struct CalibrationPoint(double Expected, double Observed, int Rows);
