using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Forests.Growing;

/// <summary>
/// Finds the split of a column that leaves the least impurity; of equally good ones that with the lowest threshold. In
/// small nodes all splits are tried, the rows in order; in large ones those between the column's bins.
/// </summary>
/// <remarks>Either way the rows are put into groups, in the order of the column, and a split lies between two groups.</remarks>
internal sealed class BestSplitter : ISplitter
{
    private const int BitsPerWord = 64;

    private readonly TrainingSet _set;
    private readonly int _minLeafRows;
    private readonly int _exactRows;
    private readonly int _width;
    private readonly long[] _keys;
    private readonly long[] _sorted;
    private readonly double[] _sums;
    private readonly int[] _counts = new int[Column.MaxBins];
    private readonly ulong[] _filled = new ulong[Column.MaxBins / BitsPerWord];
    private readonly double[] _left;

    /// <summary>Makes room.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="minLeafRows">Fewest rows on each side.</param>
    /// <param name="exactRows">Most rows of a node in which all splits are tried.</param>
    public BestSplitter(TrainingSet set, int minLeafRows, int exactRows)
    {
        (_set, _minLeafRows, _exactRows, _width) = (set, minLeafRows, Math.Min(set.RowCount, exactRows), set.TargetCount + 1);
        _keys = new long[_exactRows + Vector256<long>.Count];
        _sorted = new long[_exactRows];
        _sums = new double[checked(Column.MaxBins * _width)];
        _left = new double[_width];
    }

    /// <inheritdoc/>
    public Split? Find(int column, ReadOnlySpan<NodeRow> rows, ReadOnlySpan<double> total) => rows.Length <= _exactRows
        ? BetweenRows(column, rows, total)
        : BetweenBins(column, rows, total);

    /// <summary>The threshold between two neighbouring values: halfway, or the lower one where float32 has nothing between.</summary>
    public static float Between(float lower, float upper)
    {
        var halfway = (float)(((double)lower + upper) / 2);
        return halfway < upper ? halfway : lower;
    }

    private Split? BetweenRows(int column, ReadOnlySpan<NodeRow> rows, ReadOnlySpan<double> total)
    {
        var values = _set.Columns[column].Values;
        for (var i = 0; i < rows.Length; i++)
            _keys[i] = (long)ColumnSort.Key(values[rows[i].Row]) << 31 | (uint)i;
        SmallSort.Sort(_keys, rows.Length, _sorted);
        if (_sorted[0] >> 31 == _sorted[rows.Length - 1] >> 31)
            return null;

        var left = _left.AsSpan();
        left.Clear();
        var (best, purity) = (-1, double.NegativeInfinity);
        for (var place = 0; place < rows.Length - _minLeafRows; place++)
        {
            Impurity.Add(left, rows[(int)(_sorted[place] & int.MaxValue)], _set.Targets);
            if (place < _minLeafRows - 1 || _sorted[place] >> 31 == _sorted[place + 1] >> 31)
                continue;
            var here = Impurity.Purity(left, total);
            if (here > purity)
                (purity, best) = (here, place);
        }

        return best < 0 ? null : new Split(column, Between(ValueAt(best), ValueAt(best + 1)), purity);
    }

    private float ValueAt(int place) => ColumnSort.Value((uint)(_sorted[place] >> 31));

    private Split? BetweenBins(int column, ReadOnlySpan<NodeRow> rows, ReadOnlySpan<double> total)
    {
        var bins = _set.Columns[column].Bins;
        if (_width == 2)
            AddUp(MemoryMarshal.Cast<double, Vector128<double>>(_sums.AsSpan()), _filled, bins, rows);
        else
            AddUpSeveral(bins, rows);
        if (_minLeafRows > 1)
            CountRows(bins, rows);

        var left = _left.AsSpan();
        left.Clear();
        var (best, purity, before) = (-1, double.NegativeInfinity, 0);
        for (var bin = TakeFilled(0); bin >= 0;)
        {
            Take(bin, left, ref before);
            var next = TakeFilled(bin);
            if (next >= 0 && (_minLeafRows == 1 || (before >= _minLeafRows && rows.Length - before >= _minLeafRows)))
            {
                var here = Impurity.Purity(left, total);
                if (here > purity)
                    (purity, best) = (here, bin);
            }

            bin = next;
        }

        return best < 0 ? null : new Split(column, _set.Columns[column].Thresholds[best], purity, best);
    }

    // A pair of weight and target is one vector, added at once.
    private static void AddUp(Span<Vector128<double>> sums, Span<ulong> filled, ReadOnlySpan<byte> bins, ReadOnlySpan<NodeRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            var bin = bins[row.Row];
            sums[bin] += Vector128.Create(row.Weight, row.Target);
            filled[bin / BitsPerWord] |= 1UL << bin;
        }
    }

    private void AddUpSeveral(ReadOnlySpan<byte> bins, ReadOnlySpan<NodeRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            var bin = bins[row.Row];
            Impurity.Add(_sums.AsSpan(bin * _width, _width), row, _set.Targets);
            _filled[bin / BitsPerWord] |= 1UL << bin;
        }
    }

    private void CountRows(ReadOnlySpan<byte> bins, ReadOnlySpan<NodeRow> rows)
    {
        foreach (ref readonly var row in rows)
            _counts[bins[row.Row]]++;
    }

    // The lowest filled bin from a word of bins on; it is not filled any more.
    private int TakeFilled(int from)
    {
        for (var word = from / BitsPerWord; word < _filled.Length; word++)
        {
            ref var bits = ref _filled[word];
            if (bits == 0)
                continue;
            var bin = word * BitsPerWord + BitOperations.TrailingZeroCount(bits);
            bits &= bits - 1;
            return bin;
        }

        return -1;
    }

    // Adds a bin to the left side, and empties it for the next column.
    private void Take(int bin, Span<double> left, ref int before)
    {
        var sums = _sums.AsSpan(bin * _width, _width);
        for (var k = 0; k < left.Length; k++)
            left[k] += sums[k];
        sums.Clear();
        before += _counts[bin];
        _counts[bin] = 0;
    }
}
