using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Linear;

/// <summary>Options of <see cref="OneClassSvm"/>.</summary>
public sealed record OneClassSvmOptions
{
    /// <summary>Default of <see cref="Nu"/>.</summary>
    public const double DefaultNu = 0.5;

    /// <summary>Default of <see cref="Tolerance"/>.</summary>
    public const double DefaultTolerance = 1e-3;

    /// <summary>Default of <see cref="CacheMegabytes"/>.</summary>
    public const int DefaultCacheMegabytes = 200;

    /// <summary>Upper bound of the share of training rows outside the border, and lower bound of the share that holds it up.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Nu { get; init; } = DefaultNu;

    /// <summary>
    /// The kernel is exp(−gamma |x − y|²). 0 for one over the number of columns times the variance of all values, as
    /// scikit-learn's <c>scale</c>: standardise columns of unlike spread.
    /// </summary>
    [Range(0.0, 1e12)]
    public double Gamma { get; init; }

    /// <summary>Greatest violation of the optimum's conditions at which the fit has converged.</summary>
    [Range(1e-12, 1e-1)]
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>Memory for lines of the kernel matrix that are kept, in MiB.</summary>
    [Range(1, 1 << 20)]
    public int CacheMegabytes { get; init; } = DefaultCacheMegabytes;
}
