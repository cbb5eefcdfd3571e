namespace DarkMachines.Kernels;

/// <summary>How wide the kernels are, in units of the training rows' spread; n is (Σw)² / Σw², the number of rows if they are not weighted.</summary>
public enum BandwidthRule
{
    /// <summary>n^(−1/(d+4)) (Scott, Multivariate Density Estimation, 1992, eq. 6.44).</summary>
    Scott,

    /// <summary>(n (d + 2) / 4)^(−1/(d+4)) (Silverman, Density Estimation, 1986, eq. 4.14).</summary>
    Silverman,

    /// <summary>The multiple of Scott's, from 1/8 to 2 in 13 steps, under which rows left out are likeliest (five folds).</summary>
    CrossValidated,
}
