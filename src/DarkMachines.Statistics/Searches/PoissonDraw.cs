using MathNet.Numerics;

namespace DarkMachines.Statistics.Searches;

/// <summary>Poisson numbers for pseudo-experiments.</summary>
internal static class PoissonDraw
{
    private const double SmallMean = 10;

    public static int Next(RandomStream random, double mean) => mean < SmallMean ? ByProduct(random, mean) : ByRejection(random, mean);

    // Knuth: how many uniform numbers can be multiplied before the product falls below e^−μ.
    private static int ByProduct(RandomStream random, double mean)
    {
        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = random.Uniform(); product > limit; product *= random.Uniform())
            count++;
        return count;
    }

    // Transformed rejection with squeeze, PTRS (Hörmann, Insur. Math. Econ. 12 (1993) 39).
    private static int ByRejection(RandomStream random, double mean)
    {
        var b = 0.931 + 2.53 * Math.Sqrt(mean);
        var a = -0.059 + 0.02483 * b;
        var inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        var quick = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            double u = random.Uniform() - 0.5, v = 1 - random.Uniform(), us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= quick)
                return (int)k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            if (Math.Log(v) + Math.Log(inverseAlpha) - Math.Log(a / (us * us) + b) <= k * Math.Log(mean) - mean - SpecialFunctions.GammaLn(k + 1))
                return (int)k;
        }
    }
}
