namespace DarkMachines.Kernels;

/// <summary>What is added up over points at distance r, given a shift s.</summary>
internal enum TermKind
{
    /// <summary>Weight × 2^(s − r²), where the exponent is at least −126.</summary>
    Gaussian,

    /// <summary>Weight × (1 − r²) where that is positive.</summary>
    Epanechnikov,

    /// <summary>The greatest s − r² instead of a sum.</summary>
    Greatest,
}
