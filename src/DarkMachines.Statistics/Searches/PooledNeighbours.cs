namespace DarkMachines.Statistics.Searches;

/// <summary>
/// The neighbours of every point in the pooled sample, near to far, and the test's statistic under other labels. Labels drawn
/// at random find K neighbours of either kind within the list but for a few points, which are searched again in full.
/// </summary>
internal sealed class PooledNeighbours
{
    private readonly float[] _points;
    private readonly int _dimensions, _neighbours, _benchmarks, _length;
    private readonly int[] _rows;
    private readonly float[] _logDistances;

    public PooledNeighbours(ReadOnlySpan<float> benchmark, ReadOnlySpan<float> trial, int dimensions, int neighbours, FitContext context)
    {
        (_dimensions, _neighbours, _benchmarks) = (dimensions, neighbours, benchmark.Length / dimensions);
        _points = [.. benchmark, .. trial];
        var count = _points.Length / dimensions;

        // Four standard deviations more than the K that are expected of the rarer kind.
        var share = (double)Math.Min(_benchmarks, count - _benchmarks) / count;
        _length = (int)Math.Min(count - 1, Math.Ceiling((neighbours + 4 * Math.Sqrt(neighbours) + 4) / share));
        _rows = new int[(long)count * _length];
        _logDistances = new float[_rows.Length];
        var tree = new KdTree(_points, dimensions);
        Blocks.ForEach(context, count, (start, end) =>
        {
            var found = new NeighbourList(_length);
            for (var i = start; i < end; i++)
            {
                tree.Nearest(PointAt(i), i, found);
                TwoSampleTest.LogDistance(found.Squares[_neighbours - 1]);
                found.Rows.CopyTo(_rows.AsSpan(i * _length));
                for (var j = 0; j < _length; j++)
                    _logDistances[i * _length + j] = (float)(Math.Log(found.Squares[j]) / 2);
            }
        });
    }

    private int Count => _points.Length / _dimensions;

    /// <summary>The statistic with as many benchmark and trial points as there are, drawn at random from the pooled sample.</summary>
    public double PermutedStatistic(RandomStream random)
    {
        var isTrial = new bool[Count];
        isTrial.AsSpan(_benchmarks).Fill(true);
        random.Shuffle<bool>(isTrial);
        double sum = 0;
        for (var i = 0; i < isTrial.Length; i++)
        {
            if (isTrial[i])
                sum += LogDistance(i, isTrial, false) - LogDistance(i, isTrial, true);
        }

        var trials = Count - _benchmarks;
        return _dimensions * sum / trials + Math.Log((double)_benchmarks / (trials - 1));
    }

    private double LogDistance(int point, bool[] isTrial, bool kind)
    {
        var missing = _neighbours;
        for (var place = point * _length; place < (point + 1) * _length; place++)
        {
            if (isTrial[_rows[place]] == kind && --missing == 0)
                return _logDistances[place];
        }

        return SearchAll(point, isTrial, kind);
    }

    private double SearchAll(int point, bool[] isTrial, bool kind)
    {
        var found = new NeighbourList(_neighbours);
        var query = PointAt(point);
        for (var i = 0; i < isTrial.Length; i++)
        {
            if (i == point || isTrial[i] != kind)
                continue;
            var other = PointAt(i);
            var square = 0.0;
            for (var d = 0; d < _dimensions; d++)
                square += ((double)query[d] - other[d]) * ((double)query[d] - other[d]);
            found.Add(square, i);
        }

        return TwoSampleTest.LogDistance(found.Squares[^1]);
    }

    private ReadOnlySpan<float> PointAt(int row) => _points.AsSpan(row * _dimensions, _dimensions);
}
