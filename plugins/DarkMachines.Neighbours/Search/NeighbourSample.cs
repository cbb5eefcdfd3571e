using DarkMachines.Geometry;

namespace DarkMachines.Neighbours;

/// <summary>The training rows that count, checked, with the space where their distances are measured.</summary>
internal sealed class NeighbourSample
{
    private NeighbourSample(TrainingRows rows, int[] numbers, Scaling scaling, bool manhattan)
    {
        Rows = rows;
        Numbers = numbers;
        Scaling = scaling;
        IsManhattan = manhattan;
    }

    /// <summary>The rows of weight above zero.</summary>
    public TrainingRows Rows { get; }

    /// <summary>The number of each in the table given.</summary>
    public int[] Numbers { get; }

    /// <summary>The space where distances are measured.</summary>
    public Scaling Scaling { get; }

    /// <summary>True if distances are sums of absolute differences.</summary>
    public bool IsManhattan { get; }

    /// <summary>The weight of each row.</summary>
    public float[] Weights => [.. Enumerable.Range(0, Rows.Count).Select(row => (float)Rows.Weight(row))];

    /// <summary>Selects the rows, and learns the space from them.</summary>
    /// <param name="rows">The table, checked.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="standardise">Whether columns get unit spread first.</param>
    /// <param name="context">May ask to stop.</param>
    public static NeighbourSample Of(TrainingRows rows, DistanceMetric metric, bool standardise, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Cancellation.ThrowIfCancellationRequested();
        var numbers = rows.ThatCount();
        var used = numbers.Length == rows.Count ? rows : TrainingRows.Check(rows.Table.SelectRows(numbers));
        var scaling = metric == DistanceMetric.Mahalanobis ? Scaling.Whiten(used)
            : standardise ? Scaling.Standardise(used)
            : Scaling.None(used.ColumnCount);
        return new NeighbourSample(used, numbers, scaling, metric == DistanceMetric.Manhattan);
    }

    /// <summary>An index of all rows.</summary>
    public NeighbourIndex Index() => new(Rows.Table, Scaling, IsManhattan);

    /// <summary>Refuses a sample of fewer rows than are needed.</summary>
    /// <param name="needed">Rows needed.</param>
    /// <param name="neighbours">Number of neighbours, which needs them.</param>
    public void RefuseFewerThan(int needed, int neighbours)
    {
        if (Rows.Count < needed)
        {
            throw new UnusableDataException(
                $"There are {Rows.Count} training rows of weight above zero; {neighbours} neighbours need at least {needed}.",
                $"Give more rows, or set neighbours to at most {Math.Max(1, Rows.Count - (needed - neighbours))}.");
        }
    }
}
