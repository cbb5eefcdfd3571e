using System.Buffers;
using DarkMachines.Geometry;
using DarkMachines.Onnx;

namespace DarkMachines.Neighbours;

/// <summary>Training rows made ready for the exact search of nearest neighbours.</summary>
internal sealed class NeighbourIndex
{
    /// <summary>In more columns a query comes near most leaves of a tree, and brute force is quicker.</summary>
    private const int MostColumnsOfTree = 8;

    private readonly Scaling _scaling;
    private readonly INeighbourSearch _search;

    /// <summary>Builds the index.</summary>
    /// <param name="rows">The rows, in the columns' units.</param>
    /// <param name="scaling">The space where distances are measured.</param>
    /// <param name="manhattan">True to add up absolute differences there, false for squares.</param>
    public NeighbourIndex(FeatureTable rows, Scaling scaling, bool manhattan)
    {
        Features = rows.Features;
        Count = rows.RowCount;
        IsManhattan = manhattan;
        _scaling = scaling;
        var points = new float[rows.Values.Length];
        scaling.Apply(rows.Values, points);
        _search = manhattan || rows.ColumnCount <= MostColumnsOfTree
            ? new KdTree(points, rows.ColumnCount, manhattan)
            : new TiledSearch(points, rows.ColumnCount);
    }

    /// <summary>The columns of a row.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Number of training rows, N.</summary>
    public int Count { get; }

    /// <summary>True if distances are sums of absolute differences; otherwise they are given squared.</summary>
    public bool IsManhattan { get; }

    /// <summary>Natural logarithm of the volume, in the columns' units, of the ball of radius one.</summary>
    public double LogUnitBall => _scaling.LogVolume + Ball.LogVolume(Features.Count, IsManhattan);

    /// <summary>Finds the nearest neighbours of at most <see cref="NeighbourLists.Capacity"/> rows.</summary>
    /// <param name="rows">Row-major rows, in the columns' units.</param>
    /// <param name="lists">One list a row, filled.</param>
    public void Find(ReadOnlySpan<float> rows, NeighbourLists lists)
    {
        var rented = ArrayPool<float>.Shared.Rent(rows.Length);
        var queries = rented.AsSpan(0, rows.Length);
        _scaling.Apply(rows, queries);
        lists.Clear();
        _search.Find(queries, lists);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Finds the nearest neighbours of a graph's rows: their numbers and distances, nearest first, <c>rows × k</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="neighbours">Number of neighbours, k.</param>
    /// <returns>Int64 numbers, and float64 distances in units of distance.</returns>
    public (OnnxTensor Rows, OnnxTensor Distances) Find(OnnxGraphBuilder graph, int neighbours)
    {
        OnnxTensor? nearest = null, rows = null;
        var seen = 0;
        foreach (var (first, count, distances) in DistanceGraph.Distances(graph, _scaling.Apply(graph), _search.Points(), IsManhattan))
        {
            // Of equally distant ones the first is taken, here and when blocks are joined.
            var (values, places) = graph.TopK(distances, Math.Min(neighbours, count), largest: false);
            var numbers = graph.Add(places, graph.Scalar(first, OnnxElement.Int64));
            seen += count;
            if (nearest is not null)
            {
                (values, places) = graph.TopK(graph.Concat(1, nearest, values), Math.Min(neighbours, seen), largest: false);
                numbers = graph.GatherElements(graph.Concat(1, rows!, numbers), places);
            }

            (nearest, rows) = (values, numbers);
        }

        var lengths = graph.Cast(nearest!, OnnxElement.Float64);
        return (rows!, IsManhattan ? lengths : graph.Sqrt(lengths));
    }

    /// <summary>A distance as the lists hold it, in units of distance.</summary>
    public double Length(float listed) => IsManhattan ? listed : Math.Sqrt(listed);
}
