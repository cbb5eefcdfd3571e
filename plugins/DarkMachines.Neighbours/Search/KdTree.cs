using System.Numerics;
using DarkMachines.Geometry;

namespace DarkMachines.Neighbours;

/// <summary>
/// A k-d tree (Friedman, Bentley and Finkel, ACM Trans. Math. Softw. 3 (1977) 209): each node is halved across its widest
/// column. Leaves are blocks of 32 points, all full but the last, and are scanned as vectors. A node's left child
/// follows it, and its right child follows the left one's 2m − 1 nodes, m being the left one's blocks.
/// </summary>
internal sealed class KdTree : INeighbourSearch
{
    private const int MostDepth = 64;

    private readonly int _columns;
    private readonly bool _manhattan;
    private readonly int[] _rows;
    private readonly PointBlocks _blocks;

    // Of each node in order: least values of the columns, then the greatest.
    private readonly float[] _boxes;

    /// <summary>Builds the tree.</summary>
    /// <param name="points">Row-major points.</param>
    /// <param name="columns">Values of a point.</param>
    /// <param name="manhattan">Which metric.</param>
    public KdTree(ReadOnlySpan<float> points, int columns, bool manhattan)
    {
        _columns = columns;
        _manhattan = manhattan;
        _rows = [.. Enumerable.Range(0, points.Length / columns)];
        _boxes = new float[checked((2 * PointBlocks.CountFor(_rows.Length) - 1) * 2 * columns)];
        Build(points, new Node(0, 0, PointBlocks.CountFor(_rows.Length)), new float[_rows.Length]);
        _blocks = new PointBlocks(points, columns, _rows, float.NaN);
    }

    /// <inheritdoc/>
    public void Find(ReadOnlySpan<float> queries, NeighbourLists lists)
    {
        for (var query = 0; query * _columns < queries.Length; query++)
            Find(query, queries.Slice(query * _columns, _columns), lists);
    }

    /// <inheritdoc/>
    public float[] Points() => _blocks.RowMajor(_rows);

    private void Find(int number, ReadOnlySpan<float> query, NeighbourLists lists)
    {
        Span<(Node Node, float Bound)> waiting = stackalloc (Node, float)[MostDepth];
        Span<float> distances = stackalloc float[PointBlocks.Points];
        var count = 0;
        waiting[count++] = (new Node(0, 0, PointBlocks.CountFor(_rows.Length)), 0);
        while (count > 0)
        {
            var (node, bound) = waiting[--count];

            // Points as far as the farthest belong in the list if their row number is lower.
            if (bound > lists.Farthest(number))
                continue;
            while (!node.IsLeaf)
            {
                var (near, far) = (node.Left, node.Right);
                float nearBound = Bound(query, near), farBound = Bound(query, far);
                if (farBound < nearBound)
                    (near, far, farBound) = (far, near, nearBound);
                waiting[count++] = (far, farBound);
                node = near;
            }

            Scan(number, query, node.FirstBlock, lists, distances);
        }
    }

    private float Bound(ReadOnlySpan<float> query, Node node) =>
        PointDistance.ToBox(query, _boxes.AsSpan(node.Number * 2 * _columns, 2 * _columns), _manhattan);

    private void Scan(int number, ReadOnlySpan<float> query, int block, NeighbourLists lists, Span<float> distances)
    {
        var first = block * PointBlocks.Points;
        var near = PointDistance.Measure(query, _blocks[block], _manhattan, lists.Farthest(number), distances);
        if (_rows.Length - first < PointBlocks.Points)
            near &= (1u << (_rows.Length - first)) - 1;
        for (; near != 0; near &= near - 1)
        {
            var lane = BitOperations.TrailingZeroCount(near);
            lists.Offer(number, _rows[first + lane], distances[lane]);
        }
    }

    private void Build(ReadOnlySpan<float> points, Node node, float[] keys)
    {
        var start = node.FirstBlock * PointBlocks.Points;
        var length = Math.Min(node.Blocks * PointBlocks.Points, _rows.Length - start);
        var rows = _rows.AsSpan(start, length);
        var box = _boxes.AsSpan(node.Number * 2 * _columns, 2 * _columns);
        FindBox(points, rows, box);
        if (node.IsLeaf)
            return;

        var widest = 0;
        for (var column = 1; column < _columns; column++)
        {
            if (box[column + _columns] - box[column] > box[widest + _columns] - box[widest])
                widest = column;
        }

        var values = keys.AsSpan(0, length);
        for (var i = 0; i < length; i++)
            values[i] = points[rows[i] * _columns + widest];
        Selection.MoveLeastFirst(values, rows, node.Left.Blocks * PointBlocks.Points);
        Build(points, node.Left, keys);
        Build(points, node.Right, keys);
    }

    private void FindBox(ReadOnlySpan<float> points, ReadOnlySpan<int> rows, Span<float> box)
    {
        box[.._columns].Fill(float.PositiveInfinity);
        box[_columns..].Fill(float.NegativeInfinity);
        foreach (var row in rows)
        {
            var point = points.Slice(row * _columns, _columns);
            for (var column = 0; column < point.Length; column++)
            {
                box[column] = Math.Min(box[column], point[column]);
                box[column + _columns] = Math.Max(box[column + _columns], point[column]);
            }
        }
    }

    /// <summary>A node: its number, and the blocks below it.</summary>
    private readonly record struct Node(int Number, int FirstBlock, int Blocks)
    {
        public bool IsLeaf => Blocks == 1;

        public Node Left => new(Number + 1, FirstBlock, Blocks / 2);

        public Node Right => new(Number + Blocks / 2 * 2, FirstBlock + Blocks / 2, Blocks - Blocks / 2);
    }
}
