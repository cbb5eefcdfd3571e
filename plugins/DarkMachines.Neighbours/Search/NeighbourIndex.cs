using System.Buffers;
using DarkMachines.Geometry;

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

    /// <summary>A distance as the lists hold it, in units of distance.</summary>
    public double Length(float listed) => IsManhattan ? listed : Math.Sqrt(listed);
}
