using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="LogisticRegression"/>.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Default of <see cref="C"/>.</summary>
    public const double DefaultC = 1;

    /// <summary>Default of <see cref="Tolerance"/>.</summary>
    public const double DefaultTolerance = 1e-9;

    /// <summary>Default of <see cref="MaxIterations"/>.</summary>
    public const int DefaultMaxIterations = 100;

    /// <summary>
    /// Weight of the data against the penalty: the fit minimises |w|²/2 + C × (sum of the rows' losses). The smaller, the
    /// smaller the coefficients. The penalty depends on the columns' units: standardise columns of unlike spread.
    /// </summary>
    [Range(1e-12, 1e12)]
    public double C { get; init; } = DefaultC;

    /// <summary>
    /// Greatest component of the gradient at which the fit has converged, of the mean loss a row with columns in units of
    /// their standard deviation.
    /// </summary>
    [Range(1e-12, 1e-2)]
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>Most Newton steps; a fit that has not converged by then fails.</summary>
    [Range(1, 100_000)]
    public int MaxIterations { get; init; } = DefaultMaxIterations;
}
