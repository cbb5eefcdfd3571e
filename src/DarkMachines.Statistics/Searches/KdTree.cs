namespace DarkMachines.Statistics.Searches;

/// <summary>
/// A k-d tree for exact nearest neighbours in Euclidean distance, which is fast in few dimensions and no slower than a plain
/// scan in many.
/// </summary>
internal sealed class KdTree
{
    private const int LeafSize = 12;

    private readonly float[] _points;
    private readonly int[] _rows;
    private readonly int _dimensions;
    private readonly Node[] _nodes;

    /// <summary>Builds a tree. Cost: n log² n.</summary>
    /// <param name="points">Row-major.</param>
    /// <param name="dimensions">Number of columns.</param>
    public KdTree(ReadOnlySpan<float> points, int dimensions)
    {
        _dimensions = dimensions;
        var source = points.ToArray();
        _rows = [.. Enumerable.Range(0, source.Length / dimensions)];
        var keys = new float[_rows.Length];
        var nodes = new List<Node>();
        Build(nodes, source, keys, 0, _rows.Length);
        _nodes = [.. nodes];
        _points = new float[source.Length];
        for (var i = 0; i < _rows.Length; i++)
            source.AsSpan(_rows[i] * dimensions, dimensions).CopyTo(_points.AsSpan(i * dimensions));
    }

    /// <summary>Finds the nearest points, of those equally far the first.</summary>
    /// <param name="query">A point.</param>
    /// <param name="excluded">Row that is no neighbour, such as the point itself; −1 for none.</param>
    /// <param name="found">Receives them; its capacity says how many.</param>
    public void Nearest(ReadOnlySpan<float> query, int excluded, NeighbourList found)
    {
        found.Clear();
        Search(0, query, excluded, found);
    }

    private int Build(List<Node> nodes, float[] source, float[] keys, int start, int end)
    {
        var node = nodes.Count;
        nodes.Add(new Node(start, end, -1, 0, 0));
        var (dimension, spread) = Widest(source, start, end);
        if (end - start <= LeafSize || spread == 0)
            return node;
        for (var i = start; i < end; i++)
            keys[i] = source[_rows[i] * _dimensions + dimension];
        Array.Sort(keys, _rows, start, end - start);
        var middle = (start + end) / 2;
        var split = keys[middle];
        Build(nodes, source, keys, start, middle);
        var right = Build(nodes, source, keys, middle, end);
        nodes[node] = new Node(start, end, dimension, split, right);
        return node;
    }

    private (int Dimension, float Spread) Widest(float[] source, int start, int end)
    {
        var best = (Dimension: 0, Spread: 0f);
        for (var d = 0; d < _dimensions; d++)
        {
            float low = float.PositiveInfinity, high = float.NegativeInfinity;
            for (var i = start; i < end; i++)
            {
                var value = source[_rows[i] * _dimensions + d];
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            if (high - low > best.Spread)
                best = (d, high - low);
        }

        return best;
    }

    private void Search(int index, ReadOnlySpan<float> query, int excluded, NeighbourList found)
    {
        var node = _nodes[index];
        if (node.Dimension < 0)
        {
            for (var i = node.Start; i < node.End; i++)
            {
                if (_rows[i] != excluded)
                    found.Add(SquaredDistance(query, _points.AsSpan(i * _dimensions, _dimensions)), _rows[i]);
            }

            return;
        }

        // Left holds values up to the split, right from it on.
        var offset = (double)query[node.Dimension] - node.Split;
        Search(offset < 0 ? index + 1 : node.Right, query, excluded, found);
        if (offset * offset <= found.Worst)
            Search(offset < 0 ? node.Right : index + 1, query, excluded, found);
    }

    private static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var d = 0; d < a.Length; d++)
        {
            var difference = (double)a[d] - b[d];
            sum += difference * difference;
        }

        return sum;
    }

    private readonly record struct Node(int Start, int End, int Dimension, float Split, int Right);
}
