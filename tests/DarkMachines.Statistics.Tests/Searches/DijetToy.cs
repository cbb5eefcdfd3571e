using DarkMachines.Statistics.Searches;

namespace DarkMachines.Statistics.Tests.Searches;

/// <summary>The dijet toy of CWoLa hunting's published notebook: logarithmic bins, Poisson about 5 (1 − y)^5 y^−6.</summary>
internal static class DijetToy
{
    public const double Energy = 13;

    // Bins 7 to 33 of its grid of 67 points.
    public static readonly double[] Edges = [.. Enumerable.Range(0, 67).Select(i => 1.7 * Math.Pow(8.1 / 1.7, i / 66.0)).Skip(7).Take(28)];

    public static double[] Expected(double luminosity = 1, double fourth = 0) =>
    [
        .. Enumerable.Range(0, Edges.Length - 1).Select(bin =>
        {
            var y = (Edges[bin] + Edges[bin + 1]) / 2 / Energy;
            return luminosity * 5 * Math.Pow(1 - y, 5) * Math.Pow(y, -6 - fourth * Math.Log(y));
        }),
    ];

    public static MassHistogram Draw(RandomStream random, double[] expected) =>
        new(Edges, [.. expected.Select(mean => (double)PoissonDraw.Next(random, mean))]);

    public static BumpHunt.BackgroundFitter Dijet { get; } = (histogram, window) => new DijetFit(histogram, window, Energy);

    public static BumpHunt.BackgroundFitter Process { get; } = (histogram, window) => new GaussianProcessFit(histogram, window, Energy);
}
