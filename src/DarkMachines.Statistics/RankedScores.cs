namespace DarkMachines.Statistics;

/// <summary>
/// Events in falling order of their score. Sorting is done once; curves of the same events with other weights, such as those
/// of a bootstrap, then cost one pass each. Immutable.
/// </summary>
public sealed class RankedScores
{
    private readonly int[] _order;
    private readonly float[] _sorted;
    private readonly bool[] _isSignal;

    /// <summary>Sorts events. Cost: one sort.</summary>
    /// <param name="scores">One score a row, the higher the more anomalous, none of them NaN.</param>
    /// <param name="isSignal">True for signal rows, false for background.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a score is NaN.</exception>
    public RankedScores(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal)
    {
        Roc.RequireScores(scores, isSignal);
        _isSignal = isSignal.ToArray();
        _sorted = scores.ToArray();
        _order = new int[scores.Length];
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        Array.Sort(_sorted, _order);
        Array.Reverse(_sorted);
        Array.Reverse(_order);
    }

    /// <summary>Number of events.</summary>
    public int Count => _order.Length;

    /// <summary>True for signal events, in the order they were given.</summary>
    public ReadOnlySpan<bool> IsSignal => _isSignal;

    /// <summary>The curve of these events, each counting once.</summary>
    public RocCurve Curve() => Curve([]);

    /// <summary>The curve of these events.</summary>
    /// <param name="weights">Weight of each event in the order given, finite and not negative; empty for one each.</param>
    /// <exception cref="ArgumentException">There is another number of weights, or one is negative or not finite.</exception>
    public RocCurve Curve(ReadOnlySpan<double> weights)
    {
        if (!weights.IsEmpty && weights.Length != Count)
            throw new ArgumentException($"{weights.Length} weights for {Count} events.", nameof(weights));
        var points = new RocCurve.Builder();
        for (var start = 0; start < Count;)
        {
            var end = start;
            for (; end < Count && _sorted[end] == _sorted[start]; end++)
            {
                var row = _order[end];
                points.Add(weights.IsEmpty ? 1 : weights[row], _isSignal[row]);
            }

            points.EndBlock();
            start = end;
        }

        return points.Build();
    }
}
