using System.Globalization;
using DarkMachines.Statistics.Searches;
using DarkMachines.Testing;

namespace DarkMachines.Statistics.Tests.Searches;

/// <summary>The published event counts of CWoLa hunting (github.com/Jackadsa/CWoLa-Hunting), beside a fit by SciPy.</summary>
public class CwolaTests
{
    private static readonly double[] Edges = [2001, 2107, 2219, 2337, 2461, 2592, 2730, 2875, 3028, 3189, 3358, 3536, 3724, 3922, 4131, 4350];

    // The covariance recorded is that of finite differences, whose noise shows where few events are left to fit: by up to
    // 19 % in its error, 0.13 in Z. An exact derivative in NumPy gives the errors found here.
    [SharedFact("data/cwola/recomputed_pvalues.csv")]
    public void Every_window_and_cut_is_reproduced()
    {
        var rows = File.ReadLines(SharedData.PathTo("data", "cwola", "recomputed_pvalues.csv")).Skip(1).Select(line => line.Split(',')).ToArray();
        var differences = new List<double>();
        foreach (var row in rows)
        {
            var excess = Excess(row[0], int.Parse(row[1], CultureInfo.InvariantCulture), Number(row[3]));
            Assert.Equal(Number(row[4]), excess.Expected, 2e-3);
            Assert.Equal(Number(row[6]), excess.Observed);
            Assert.InRange(excess.Error / Number(row[5]), 0.8, 1.25);
            differences.Add(Math.Abs(Number(row[7]) - excess.Test.Significance));
        }

        Assert.Equal(198, differences.Count);
        Assert.True(differences.Order().ElementAt(178) < 0.012);
        Assert.True(differences.Max() < 0.14);
    }

    [SharedFact("data/cwola/signal_bin7_bincounts.dat")]
    public void The_table_of_cuts_at_the_signal_is_reproduced()
    {
        (double Cut, double Significance)[] published =
            [(1, 1.41), (0.1, 2.07), (0.05, 3.23), (0.02, 2.86), (0.01, 3.66), (0.005, 4.21), (0.002, 6.60), (0.001, 5.81), (0.0005, 6.64)];
        foreach (var (cut, significance) in published)
            Assert.Equal(significance, Excess("signal", 7, cut).Test.Significance, cut == 0.001 ? 0.09 : 0.02);
    }

    private static WindowExcess Excess(string sample, int centre, double cut)
    {
        var counts = File.ReadLines(SharedData.PathTo("data", "cwola", $"{sample}_bin{centre}_bincounts.dat"))
            .Select(line => line.Split('\t', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray()).Single(line => line[0] == cut);
        return BumpHunt.InWindow(new MassHistogram(Edges, counts[1..]), new BinWindow(centre - 1, centre + 1), (histogram, window) => new DijetFit(histogram, window, 13_000));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
