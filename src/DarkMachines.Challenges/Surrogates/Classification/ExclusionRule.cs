namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>
/// A made-up exclusion of points of the pMSSM, in the shape of what the searches of the LHC's first run could see. With
/// masses in GeV and LSP = min(|M1|, |M2|, |μ|) a point is excluded if
/// <list type="bullet">
/// <item>M3 &lt; 2000 and LSP &lt; 0.8 M3 (gluinos);</item>
/// <item>of the squarks' masses mQ1, mU1, mD1 the least is below 1500 and LSP below 0.8 of it;</item>
/// <item>of mQ3 and mU3 the least is below 1000 and LSP below 0.7 of it (stops);</item>
/// <item>min(|M2|, |μ|) &lt; 800 and |M1| &lt; 0.7 times that (charginos and neutralinos);</item>
/// <item>min(mL1, mE1) &lt; 700 and LSP below 0.8 of it (sleptons);</item>
/// <item>√MA² &lt; 30 tan β (heavy Higgs bosons).</item>
/// </list>
/// It gives the fresh checkout a task of the same kind; it is no statement on any model.
/// </summary>
internal static class ExclusionRule
{
    /// <param name="p">The 19 parameters, in the order of SUSY-AI.</param>
    public static bool IsAllowed(ReadOnlySpan<float> p)
    {
        var (m1, m2, m3, mu) = (Math.Abs(p[0]), Math.Abs(p[1]), p[2], Math.Abs(p[16]));
        var lightest = Math.Min(m1, Math.Min(m2, mu));
        var squark = Math.Min(p[7], Math.Min(p[9], p[11]));
        var stop = Math.Min(p[8], p[10]);
        var chargino = Math.Min(m2, mu);
        var slepton = Math.Min(p[3], p[5]);
        var isExcluded = (m3 < 2000 && lightest < 0.8f * m3)
            || (squark < 1500 && lightest < 0.8f * squark)
            || (stop < 1000 && lightest < 0.7f * stop)
            || (chargino < 800 && m1 < 0.7f * chargino)
            || (slepton < 700 && lightest < 0.8f * slepton)
            || Math.Sqrt(p[17]) < 30 * p[18];
        return !isExcluded;
    }
}
