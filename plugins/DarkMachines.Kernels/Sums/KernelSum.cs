using System.Buffers;
using DarkMachines.Geometry;
using DarkMachines.Onnx;

namespace DarkMachines.Kernels;

/// <summary>The weighted sum of kernels on a set of points, as a logarithm.</summary>
internal sealed class KernelSum
{
    // Blocks whose terms are added up in float32 before they are added in double.
    private const int BlocksOfSum = 16;
    private const int TileFloats = 1 << 15;

    // Far above what n terms of at most 2⁻¹²⁶, which is what smaller ones count as, can add.
    private const double LeastSafeSum = 1e-18;

    private readonly int _columns;
    private readonly bool _isGaussian;
    private readonly int _count;
    private readonly PointBlocks _blocks;
    private readonly PointBlocks _weights;

    /// <summary>Lays out the points.</summary>
    /// <param name="points">Row-major points.</param>
    /// <param name="columns">Values of a point.</param>
    /// <param name="weights">Weight of each, at most one.</param>
    /// <param name="isGaussian">True for the kernel 2^(−r²), false for 1 − r² where that is positive.</param>
    public KernelSum(ReadOnlySpan<float> points, int columns, ReadOnlySpan<float> weights, bool isGaussian)
    {
        _columns = columns;
        _isGaussian = isGaussian;
        _count = weights.Length;
        int[] order = [.. Enumerable.Range(0, weights.Length)];
        _blocks = new PointBlocks(points, columns, order, empty: float.PositiveInfinity);
        _weights = new PointBlocks(weights, 1, order, empty: 0);
    }

    /// <summary>Natural logarithms of the sums at some points.</summary>
    /// <param name="queries">Row-major points.</param>
    /// <param name="logarithms">Filled with one value a point; negative infinity where the sum is zero or a point is not finite.</param>
    public void Logarithms(ReadOnlySpan<float> queries, Span<double> logarithms)
    {
        var padded = (logarithms.Length + KernelTile.Queries - 1) / KernelTile.Queries * KernelTile.Queries;
        var transposed = ArrayPool<float>.Shared.Rent(padded * _columns);
        var shifts = ArrayPool<float>.Shared.Rent(padded);
        var sums = ArrayPool<double>.Shared.Rent(padded);
        Transpose(queries, transposed.AsSpan(0, padded * _columns));
        shifts.AsSpan(0, padded).Clear();
        Add(_isGaussian ? TermKind.Gaussian : TermKind.Epanechnikov, transposed, shifts, sums.AsSpan(0, padded));
        for (var i = 0; i < logarithms.Length; i++)
            logarithms[i] = Math.Log(sums[i]);
        if (_isGaussian && sums.AsSpan(0, logarithms.Length).ContainsAnyExceptInRange(LeastSafeSum, double.MaxValue))
            AddTails(transposed, shifts, sums.AsSpan(0, padded), logarithms);
        for (var i = 0; i < logarithms.Length; i++)
        {
            if (double.IsNaN(logarithms[i]))
                logarithms[i] = double.NegativeInfinity;
        }

        ArrayPool<float>.Shared.Return(transposed);
        ArrayPool<float>.Shared.Return(shifts);
        ArrayPool<double>.Shared.Return(sums);
    }

    /// <summary>The same for a graph's rows: <c>rows × 1</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="queries">Its rows, moved into the space of the points.</param>
    public OnnxTensor Logarithm(OnnxGraphBuilder graph, OnnxTensor queries)
    {
        int[] order = [.. Enumerable.Range(0, _count)];
        var weights = _weights.RowMajor(order);
        var sums = new List<OnnxTensor>();
        foreach (var (first, count, squares) in DistanceGraph.Distances(graph, queries, _blocks.RowMajor(order), manhattan: false))
            sums.Add(SumOfBlock(graph, squares, weights.AsSpan(first, count)));
        var all = graph.Concat(1, [.. sums]);
        return _isGaussian ? graph.ReduceLogSumExp(all, [1]) : graph.Log(graph.ReduceSum(all, [1]));
    }

    // The logarithm of the sum if the kernel is Gaussian.
    private OnnxTensor SumOfBlock(OnnxGraphBuilder graph, OnnxTensor squares, ReadOnlySpan<float> weights)
    {
        if (!_isGaussian)
            return graph.ReduceSum(graph.Mul(graph.Relu(graph.Sub(graph.Scalar(1), squares)), graph.Constant(weights, 1, weights.Length)), [1]);
        float[] logWeights = [.. weights.ToArray().Select(weight => MathF.Log(weight))];
        var terms = graph.Sub(graph.Constant(logWeights, 1, weights.Length), graph.Mul(squares, graph.Scalar(Math.Log(2))));
        return graph.ReduceLogSumExp(terms, [1]);
    }

    // In the tails terms are taken relative to the greatest one.
    private void AddTails(float[] transposed, float[] shifts, Span<double> sums, Span<double> logarithms)
    {
        Span<double> tailSums = stackalloc double[KernelTile.Queries];
        for (var first = 0; first < logarithms.Length; first += KernelTile.Queries)
        {
            var count = Math.Min(KernelTile.Queries, logarithms.Length - first);
            if (!sums.Slice(first, count).ContainsAnyExceptInRange(LeastSafeSum, double.MaxValue))
                continue;
            var group = transposed.AsSpan(first * _columns, KernelTile.Queries * _columns);
            Add(TermKind.Greatest, group, shifts.AsSpan(first), tailSums);
            for (var i = 0; i < KernelTile.Queries; i++)
                shifts[first + i] = -(float)tailSums[i];
            Add(TermKind.Gaussian, group, shifts.AsSpan(first), tailSums);
            for (var i = 0; i < count; i++)
            {
                if (!(sums[first + i] >= LeastSafeSum))
                    logarithms[first + i] = Math.Log(tailSums[i]) - shifts[first + i] * Math.Log(2);
            }
        }
    }

    // Points in tiles that stay in the second-level cache, queries in groups of eight.
    private void Add(TermKind kind, ReadOnlySpan<float> transposed, ReadOnlySpan<float> shifts, Span<double> sums)
    {
        sums.Fill(kind == TermKind.Greatest ? double.NegativeInfinity : 0);
        var step = Math.Max(1, TileFloats / (BlocksOfSum * PointBlocks.Points * _columns)) * BlocksOfSum;
        for (var first = 0; first < _blocks.Count; first += step)
        {
            var end = Math.Min(first + step, _blocks.Count);
            for (var query = 0; query < sums.Length; query += KernelTile.Queries)
            {
                var group = transposed.Slice(query * _columns, KernelTile.Queries * _columns);
                for (var block = first; block < end; block += BlocksOfSum)
                {
                    var count = Math.Min(BlocksOfSum, end - block);
                    KernelTile.Add(kind, _blocks.Range(block, count), _weights.Range(block, count), group, shifts[query..], sums[query..]);
                }
            }
        }
    }

    private void Transpose(ReadOnlySpan<float> queries, Span<float> transposed)
    {
        transposed.Clear();
        for (var i = 0; i < queries.Length; i++)
        {
            var (query, column) = Math.DivRem(i, _columns);
            var (group, lane) = Math.DivRem(query, KernelTile.Queries);
            transposed[(group * _columns + column) * KernelTile.Queries + lane] = queries[i];
        }
    }
}
