namespace DarkMachines.Forests;

/// <summary>Lengths of paths in random binary trees.</summary>
internal static class PathLength
{
    private const double EulerGamma = 0.57721566490153286;

    /// <summary>
    /// c(n), the mean number of splits of an unsuccessful search among n rows: 2 (ln(n − 1) + γ) − 2 (n − 1)/n, and 1 for
    /// two (Liu, Ting and Zhou 2008, Equation 1).
    /// </summary>
    /// <param name="rows">n.</param>
    public static double Unsuccessful(int rows) => rows switch
    {
        <= 1 => 0,
        2 => 1,
        _ => 2 * (Math.Log(rows - 1) + EulerGamma) - 2 * (rows - 1.0) / rows,
    };
}
