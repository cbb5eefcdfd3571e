using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Forests.Growing;

/// <summary>
/// Finds the split of a column that leaves the least impurity; of equally good ones that with the lowest threshold. In
/// small nodes all splits are tried, the rows in order; in large ones those between the column's bins.
/// </summary>
internal sealed class BestSplitter : ISplitter
{
    private readonly TrainingSet _set;
    private readonly int _minLeafRows;
    private readonly int _exactRows;
    private readonly int _width;
    private readonly ulong[] _sorted;
    private readonly int[] _counts = new int[Column.MaxBins];
    private readonly float[] _highest;
    private readonly double[] _sums;
    private readonly double[] _left;

    /// <summary>Makes room.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="minLeafRows">Fewest rows on each side.</param>
    /// <param name="exactRows">Most rows of a node in which all splits are tried.</param>
    public BestSplitter(TrainingSet set, int minLeafRows, int exactRows)
    {
        var groups = Math.Max(Column.MaxBins, Math.Min(set.RowCount, exactRows));
        (_set, _minLeafRows, _exactRows, _width) = (set, minLeafRows, exactRows, set.TargetCount + 1);
        _sorted = new ulong[groups];
        _highest = new float[groups];
        _sums = new double[checked(groups * _width)];
        _left = new double[_width];
    }

    /// <inheritdoc/>
    public Split? Find(int column, ReadOnlySpan<NodeRow> rows, ReadOnlySpan<double> total)
    {
        var values = _set.Columns[column];
        if (rows.Length <= _exactRows)
        {
            Sort(values.Values, rows);
            var place = Best(_highest, _minLeafRows - 1, rows.Length - 1 - _minLeafRows, total, out var purity);
            return place < 0 ? null : new Split(column, _highest[place], purity);
        }
        else
        {
            var (first, last) = Fill(values, rows);
            var place = Best(values.Highest, first, last, total, out var purity);
            return place < 0 ? null : new Split(column, values.Highest[place], purity);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Halfway between two values, or the lower one where float32 has nothing between.</remarks>
    public float Threshold(Split split, float lower, float upper)
    {
        var halfway = (float)(((double)lower + upper) / 2);
        return halfway < upper ? halfway : lower;
    }

    // Every row is a group of its own, in the order of the values.
    private void Sort(float[] values, ReadOnlySpan<NodeRow> rows)
    {
        var sorted = _sorted.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
            sorted[i] = (ulong)ColumnSort.Key(values[rows[i].Row]) << 32 | (uint)i;
        sorted.Sort();
        var sums = _sums.AsSpan(0, rows.Length * _width);
        if (_width > 2)
            sums.Clear();
        for (var i = 0; i < sorted.Length; i++)
        {
            ref readonly var row = ref rows[(int)(uint)sorted[i]];
            _highest[i] = ColumnSort.Value((uint)(sorted[i] >> 32));
            if (_width == 2)
                (sums[2 * i], sums[2 * i + 1]) = (row.Weight, row.Target);
            else
                Impurity.Add(sums.Slice(i * _width, _width), row, _set.Targets);
        }
    }

    // The rows of a bin are a group. Returned are the first and the last after which enough rows lie on both sides.
    private (int First, int Last) Fill(Column column, ReadOnlySpan<NodeRow> rows)
    {
        var bins = column.Highest.Length;
        var sums = _sums.AsSpan(0, bins * _width);
        sums.Clear();
        if (_width == 2)
            AddUp(MemoryMarshal.Cast<double, Vector128<double>>(sums), column.Bins, rows);
        else
            AddUpSeveral(sums, column.Bins, rows);

        return _minLeafRows == 1 ? (0, LastWithRows(sums) - 1) : EnoughRows(column, rows);
    }

    // After the last bin with rows there is nothing on the right but the rounding of sums.
    private int LastWithRows(ReadOnlySpan<double> sums)
    {
        var last = sums.Length / _width - 1;
        while (sums[last * _width] == 0)
            last--;
        return last;
    }

    private (int First, int Last) EnoughRows(Column column, ReadOnlySpan<NodeRow> rows)
    {
        var counts = _counts.AsSpan(0, column.Highest.Length);
        counts.Clear();
        foreach (ref readonly var row in rows)
            counts[column.Bins[row.Row]]++;
        int first = 0, before = counts[0], last = counts.Length - 2, after = counts[^1];
        while (first < counts.Length - 1 && before < _minLeafRows)
            before += counts[++first];
        while (last >= 0 && after < _minLeafRows)
            after += counts[last--];
        return (first, last);
    }

    // A pair of weight and target is one vector, added at once.
    private static void AddUp(Span<Vector128<double>> sums, ReadOnlySpan<byte> bins, ReadOnlySpan<NodeRow> rows)
    {
        foreach (ref readonly var row in rows)
            sums[bins[row.Row]] += Vector128.Create(row.Weight, row.Target);
    }

    private void AddUpSeveral(Span<double> sums, ReadOnlySpan<byte> bins, ReadOnlySpan<NodeRow> rows)
    {
        foreach (ref readonly var row in rows)
            Impurity.Add(sums.Slice(bins[row.Row] * _width, _width), row, _set.Targets);
    }

    private int Best(ReadOnlySpan<float> highest, int first, int last, ReadOnlySpan<double> total, out double purity) => _width == 2
        ? BestOfPairs(MemoryMarshal.Cast<double, Vector128<double>>(_sums), highest, first, last, (total[0], total[1]), out purity)
        : BestOfSeveral(highest, first, last, total, out purity);

    private static int BestOfPairs(
        ReadOnlySpan<Vector128<double>> sums, ReadOnlySpan<float> highest, int first, int last, (double Weight, double Target) total, out double purity)
    {
        var (left, best) = (Vector128<double>.Zero, -1);
        purity = double.NegativeInfinity;
        for (var group = 0; group <= last; group++)
        {
            left += sums[group];
            if (group < first || highest[group] == highest[group + 1])
                continue;
            double weight = left[0], target = left[1], otherWeight = total.Weight - weight, otherTarget = total.Target - target;
            var here = (target * target * otherWeight + otherTarget * otherTarget * weight) / (weight * otherWeight);
            if (here > purity)
                (purity, best) = (here, group);
        }

        return best;
    }

    private int BestOfSeveral(ReadOnlySpan<float> highest, int first, int last, ReadOnlySpan<double> total, out double purity)
    {
        var left = _left.AsSpan();
        var best = -1;
        left.Clear();
        purity = double.NegativeInfinity;
        for (var group = 0; group <= last; group++)
        {
            for (var k = 0; k < left.Length; k++)
                left[k] += _sums[group * _width + k];
            if (group < first || highest[group] == highest[group + 1])
                continue;
            var here = Impurity.Purity(left, total);
            if (here > purity)
                (purity, best) = (here, group);
        }

        return best;
    }
}
