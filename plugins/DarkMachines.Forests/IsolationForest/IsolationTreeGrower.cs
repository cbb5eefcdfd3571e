namespace DarkMachines.Forests;

/// <summary>Grows one tree, depth first; the value of a leaf is the length of the path that a row takes, beyond the leaf too.</summary>
internal sealed class IsolationTreeGrower
{
    private readonly float[] _values;
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly int _depth;
    private readonly RandomStream _random;
    private readonly Tree _tree = new(width: 1);

    /// <summary>Prepares to grow a tree.</summary>
    /// <param name="table">The training rows.</param>
    /// <param name="sample">The rows to grow it on.</param>
    /// <param name="random">Draws columns and thresholds.</param>
    public IsolationTreeGrower(FeatureTable table, int[] sample, RandomStream random)
    {
        var columns = table.ColumnCount;
        _values = new float[sample.Length * columns];
        for (var i = 0; i < sample.Length; i++)
        {
            var row = table.Row(sample[i]);
            for (var column = 0; column < columns; column++)
                _values[column * sample.Length + i] = row[column];
        }

        _rows = [.. Enumerable.Range(0, sample.Length)];
        _columns = [.. Enumerable.Range(0, columns)];
        _depth = (int)Math.Ceiling(Math.Log2(sample.Length));
        _random = random;
    }

    /// <summary>Grows the tree.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public Tree Grow(CancellationToken cancellation)
    {
        var open = new Stack<(int Node, int Start, int End, int Depth)>([(0, 0, _rows.Length, 0)]);
        while (open.TryPop(out var branch))
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = _rows.AsSpan(branch.Start..branch.End);
            if (branch.Depth == _depth || rows.Length == 1 || DrawSplit(rows) is not var (column, threshold))
            {
                _tree.ValuesOf(branch.Node)[0] = (float)(branch.Depth + PathLength.Unsuccessful(rows.Length));
                continue;
            }

            var middle = branch.Start + Partition(rows, ValuesOf(column), threshold);
            var first = _tree.Split(branch.Node, column, threshold);
            open.Push((first + 1, middle, branch.End, branch.Depth + 1));
            open.Push((first, branch.Start, middle, branch.Depth + 1));
        }

        return _tree;
    }

    // Columns are drawn until one varies: null if none does.
    private (int Column, float Threshold)? DrawSplit(ReadOnlySpan<int> rows)
    {
        for (var left = _columns.Length; left > 0; left--)
        {
            var drawn = _random.Below(left);
            (_columns[left - 1], _columns[drawn]) = (_columns[drawn], _columns[left - 1]);
            var (least, greatest) = Range(rows, ValuesOf(_columns[left - 1]));
            if (least == greatest)
                continue;
            var threshold = (float)(least + _random.Uniform() * ((double)greatest - least));
            return (_columns[left - 1], threshold < greatest ? threshold : least);
        }

        return null;
    }

    private ReadOnlySpan<float> ValuesOf(int column) => _values.AsSpan(column * _rows.Length, _rows.Length);

    private static (float Least, float Greatest) Range(ReadOnlySpan<int> rows, ReadOnlySpan<float> values)
    {
        float least = values[rows[0]], greatest = least;
        foreach (var row in rows)
        {
            var value = values[row];
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }

        return (least, greatest);
    }

    private static int Partition(Span<int> rows, ReadOnlySpan<float> values, float threshold)
    {
        var lefts = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            rows[i] = rows[lefts];
            rows[lefts] = row;
            lefts += values[row] <= threshold ? 1 : 0;
        }

        return lefts;
    }
}
