namespace DarkMachines.Statistics.Tests;

public class RankComparisonTests
{
    /// <summary>
    /// Table 6 of Demšar, J. Mach. Learn. Res. 7 (2006) 1: C4.5 with its parameters m and cf tuned or not, on 14 sets. In
    /// "voting" the paper ranks 0.975 and 0.975 by digits that it does not print; the last one is lowered here.
    /// </summary>
    private static readonly double[][] Demsar =
    [
        [0.763, 0.768, 0.771, 0.798], [0.599, 0.591, 0.590, 0.569], [0.954, 0.971, 0.968, 0.967], [0.628, 0.661, 0.654, 0.657],
        [0.882, 0.888, 0.886, 0.898], [0.936, 0.931, 0.916, 0.931], [0.661, 0.668, 0.609, 0.685], [0.583, 0.583, 0.563, 0.625],
        [0.775, 0.838, 0.866, 0.875], [1.000, 1.000, 1.000, 1.000], [0.940, 0.962, 0.965, 0.962], [0.619, 0.666, 0.614, 0.669],
        [0.972, 0.981, 0.975, 0.9749], [0.957, 0.978, 0.946, 0.970],
    ];

    [Fact]
    public void The_paper_s_example_comes_out()
    {
        var comparison = RankComparison.Of(Demsar);
        Assert.Equal([3.143, 2.000, 2.893, 1.964], comparison.MeanRanks.Select(rank => Math.Round(rank, 3)));
        Assert.Equal(9.28, comparison.ChiSquare, 0.005);
        Assert.Equal(3.69, comparison.F, 0.005);
        Assert.Equal(1.25, comparison.CriticalDifference, 0.005);

        // The paper: F is significant at 5 % (critical value 2.85).
        Assert.InRange(comparison.PValue, 0.01, 0.05);
    }

    /// <summary>Table 5 (a) of the paper.</summary>
    [Theory]
    [InlineData(2, 1.960, 1.645)]
    [InlineData(3, 2.343, 2.052)]
    [InlineData(4, 2.569, 2.291)]
    [InlineData(5, 2.728, 2.459)]
    [InlineData(6, 2.850, 2.589)]
    [InlineData(7, 2.949, 2.693)]
    [InlineData(8, 3.031, 2.780)]
    [InlineData(9, 3.102, 2.855)]
    [InlineData(10, 3.164, 2.920)]
    public void Critical_values_are_the_paper_s(int entrants, double atFive, double atTen)
    {
        // The paper rounds the studentised range before it divides by √2.
        Assert.Equal(atFive, Nemenyi.CriticalValue(entrants, 0.05), 0.0012);
        Assert.Equal(atTen, Nemenyi.CriticalValue(entrants, 0.10), 0.0012);
    }

    [Fact]
    public void Many_entrants_have_a_critical_value_too()
    {
        // The range of 20 normal numbers exceeds 5.01 in 5 % of cases (printed tables of the studentised range).
        Assert.Equal(5.01 / Math.Sqrt(2), Nemenyi.CriticalValue(20, 0.05), 0.005);
        Assert.InRange(Nemenyi.CriticalValue(1000, 0.05), Nemenyi.CriticalValue(100, 0.05), 6);
    }

    [Fact]
    public void Sets_that_all_agree_leave_no_doubt()
    {
        var comparison = RankComparison.Of([[3, 2, 1], [3, 2, 1], [0.3, 0.2, 0.1]]);
        Assert.Equal([1, 2, 3], comparison.MeanRanks);
        Assert.Equal(6, comparison.ChiSquare, 1e-12);
        Assert.Equal(0, comparison.PValue);
    }

    [Fact]
    public void Entrants_that_are_the_same_are_not_told_apart()
    {
        var comparison = RankComparison.Of([[1, 1, 1], [2, 2, 2]]);
        Assert.Equal([2, 2, 2], comparison.MeanRanks);
        Assert.Equal(0, comparison.ChiSquare);
        Assert.Equal(1, comparison.PValue, 1e-12);
    }

    [Fact]
    public void Ranks_count_from_the_highest_and_failures_come_last()
    {
        Assert.Equal([4, 1, 2.5, 2.5, 5.5, 5.5], Ranks.Descending([0.1, 0.9, 0.5, 0.5, double.NegativeInfinity, double.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => Ranks.Descending([0.1, double.NaN]));
    }

    [Fact]
    public void Too_little_to_compare_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RankComparison.Of([[1, 2]]));
        Assert.Throws<ArgumentException>(() => RankComparison.Of([[1], [2]]));
        Assert.Throws<ArgumentException>(() => RankComparison.Of([[1, 2], [1, 2, 3]]));
    }
}
