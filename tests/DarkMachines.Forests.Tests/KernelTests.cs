using System.Runtime.Intrinsics;
using DarkMachines.Forests.Data;
using DarkMachines.Forests.Growing;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

/// <summary>The quick ways beside the plain ones.</summary>
public class KernelTests
{
    private static readonly float[] Special = [0f, -0f, 1e-45f, -1e-45f, float.MaxValue, float.MinValue, 1f, -1f];

    [Fact]
    public void Keys_of_values_are_in_their_order()
    {
        float[] values = [.. Special, .. Normals(new RandomStream(1), 1000)];
        Assert.Equal(values.Order(), ColumnSort.SortedKeys(values).Select(ColumnSort.Value));
        Assert.Equal(ColumnSort.Key(0f), ColumnSort.Key(-0f));
    }

    [Fact]
    public void Few_and_many_keys_are_sorted()
    {
        var random = new RandomStream(2);
        for (var count = 1; count < 70; count++)
        {
            var keys = Enumerable.Range(0, count).Select(i => (long)(random.NextBits() >> 2)).ToArray();
            var sorted = new long[count];
            SmallSort.Sort([.. keys, 0, 0, 0], count, sorted);
            Assert.Equal(keys.Order(), sorted);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(5000)]
    public void A_bin_is_the_number_of_thresholds_below_a_value(int rows)
    {
        var values = Normals(new RandomStream(3), rows);
        var column = Column.Build(Table(1, values), 0, [.. Enumerable.Range(0, rows)]);
        Assert.Equal(values.Select(value => column.Thresholds.Count(threshold => threshold < value)), column.Bins.Select(bin => (int)bin));
        var sizes = column.Bins.GroupBy(bin => bin).Select(bin => bin.Count()).ToArray();
        Assert.Equal(Math.Min(rows, Column.MaxBins), sizes.Length);
        Assert.InRange(sizes.Max(), 1, 1 + rows / Column.MaxBins);
    }

    [Fact]
    public void Values_that_come_often_have_a_bin_each()
    {
        var values = Grid(new RandomStream(4), 3000, size: 7);
        var column = Column.Build(Table(1, values), 0, [.. Enumerable.Range(0, values.Length)]);
        Assert.Equal([0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f], column.Thresholds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Bins_are_added_up_and_taken_away(int count)
    {
        var random = new RandomStream(6);
        var table = Table(4, Grid(random, 4 * 500, size: 300));
        var columns = Enumerable.Range(0, count).Select(i => Column.Build(table, i, [.. Enumerable.Range(0, 500)])).ToArray();
        var rows = Enumerable.Range(0, 500).Select(i => new NodeRow(i, 1 + i % 3, i % 7)).ToArray();
        var (whole, part) = (new Vector128<double>[count * Column.MaxBins], new Vector128<double>[count * Column.MaxBins]);
        BinSums.AddUp(whole, columns, rows);
        BinSums.AddUp(part, columns, rows.AsSpan(0, 200));
        BinSums.Subtract(whole, part);
        for (var column = 0; column < count; column++)
        {
            for (var bin = 0; bin < Column.MaxBins; bin++)
            {
                var own = rows[200..].Where(row => columns[column].Bins[row.Row] == bin).ToArray();
                Assert.Equal(Vector128.Create(own.Sum(row => row.Weight), own.Sum(row => row.Target)), whole[column * Column.MaxBins + bin]);
            }
        }
    }

    [Fact]
    public void The_best_split_of_bins_is_that_of_the_plain_search()
    {
        var random = new RandomStream(7);
        for (var trial = 0; trial < 200; trial++)
        {
            var sums = Enumerable.Range(0, 2 + random.Below(12)).Select(_ => Vector128.Create(random.Below(3), random.Normal())).ToArray();
            var total = sums.Aggregate((a, b) => a + b);
            var gains = Enumerable.Range(1, sums.Length - 1).Select(bins =>
            {
                var left = sums[..bins].Aggregate((a, b) => a + b);
                var right = total - left;
                return left[0] < 2 || right[0] < 2 ? double.NegativeInfinity : left[1] * left[1] / (left[0] + 0.5) + right[1] * right[1] / (right[0] + 0.5);
            });
            Assert.Equal(gains.Max(), BoostedSplit.Find(sums, total, l2: 0.5, minLeafWeight: 2).Gain, 1e-9);
        }
    }
}
