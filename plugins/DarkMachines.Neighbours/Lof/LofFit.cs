namespace DarkMachines.Neighbours;

/// <summary>What a fit learns of each training row: the distance to its k-th neighbour, its mean reach, and its factor.</summary>
internal sealed class LofFit
{
    private const int Chunk = 512;

    private readonly int[] _rows;
    private readonly float[] _distances;

    /// <summary>Learns.</summary>
    /// <param name="sample">The training rows, more than neighbours.</param>
    /// <param name="neighbours">Number of neighbours, k.</param>
    /// <param name="context">Threads and cancellation.</param>
    public LofFit(NeighbourSample sample, int neighbours, FitContext context)
    {
        var count = sample.Rows.Count;
        var weights = sample.Weights;
        Index = sample.Index();
        Neighbours = neighbours;
        _rows = new int[checked(count * neighbours)];
        _distances = new float[_rows.Length];
        KthDistances = new float[count];
        MeanReaches = new double[count];
        Scores = new float[count];
        var chunks = (count + Chunk - 1) / Chunk;
        context.ForEach(chunks, chunk => FindNeighbours(sample.Rows.Table, chunk * Chunk, Math.Min((chunk + 1) * Chunk, count)));
        context.ForEach(chunks, chunk =>
        {
            for (var row = chunk * Chunk; row < Math.Min((chunk + 1) * Chunk, count); row++)
                MeanReaches[row] = LocalDensity.MeanReach(NeighboursOf(row), DistancesOf(row), KthDistances, weights);
        });
        for (var row = 0; row < count; row++)
            Scores[row] = (float)LocalDensity.Factor(MeanReaches[row], NeighboursOf(row), MeanReaches, weights);
        (_rows, _distances) = ([], []);
    }

    /// <summary>The training rows.</summary>
    public NeighbourIndex Index { get; }

    /// <summary>Number of neighbours, k.</summary>
    public int Neighbours { get; }

    /// <summary>Distance of each row to its k-th neighbour.</summary>
    public float[] KthDistances { get; }

    /// <summary>Mean reach of each row.</summary>
    public double[] MeanReaches { get; }

    /// <summary>Factor of each row.</summary>
    public float[] Scores { get; }

    private ReadOnlySpan<int> NeighboursOf(int row) => _rows.AsSpan(row * Neighbours, Neighbours);

    private ReadOnlySpan<float> DistancesOf(int row) => _distances.AsSpan(row * Neighbours, Neighbours);

    private void FindNeighbours(FeatureTable rows, int start, int end)
    {
        using var lists = new NeighbourLists(Neighbours + 1);
        for (; start < end; start += lists.Capacity)
        {
            var count = Math.Min(lists.Capacity, end - start);
            Index.Find(rows.SliceRows(start, count).Values, lists);
            for (var i = 0; i < count; i++)
                KeepOthers(start + i, lists.Rows(i), lists.Distances(i));
        }
    }

    // A row that is not among its k + 1 nearest has k + 1 others at distance zero, of which the last is one too many.
    private void KeepOthers(int row, ReadOnlySpan<int> nearest, ReadOnlySpan<float> distances)
    {
        var place = row * Neighbours;
        for (var i = 0; i < nearest.Length && place < (row + 1) * Neighbours; i++)
        {
            if (nearest[i] == row)
                continue;
            _rows[place] = nearest[i];
            _distances[place++] = (float)Index.Length(distances[i]);
        }

        KthDistances[row] = _distances[place - 1];
    }
}
