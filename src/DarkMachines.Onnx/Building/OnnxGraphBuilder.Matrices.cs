namespace DarkMachines.Onnx;

// Matrix products, and operators that reduce axes.
public sealed partial class OnnxGraphBuilder
{
    /// <summary>The product of two matrices, or of stacks of them.</summary>
    public OnnxTensor MatMul(OnnxTensor left, OnnxTensor right)
    {
        var element = Same(left, right);
        return Apply(OnnxOperation.MatMul, element, Shapes.Product(left.Shape, right.Shape), [left, right]);
    }

    /// <summary><c>left · right + offset</c> for matrices, either of them transposed first if asked.</summary>
    /// <param name="left">A matrix.</param>
    /// <param name="right">A matrix.</param>
    /// <param name="offset">Stretched to the product's shape.</param>
    /// <param name="transposeLeft">True to transpose the first.</param>
    /// <param name="transposeRight">True to transpose the second.</param>
    public OnnxTensor Gemm(OnnxTensor left, OnnxTensor right, OnnxTensor offset, bool transposeLeft = false, bool transposeRight = false)
    {
        var element = Same(left, right);
        Same(left, offset);
        var product = Shapes.Product(
            transposeLeft ? [.. left.Shape.Reverse()] : left.Shape, transposeRight ? [.. right.Shape.Reverse()] : right.Shape);
        return product.Count == 2
            ? Apply(
                OnnxOperation.Gemm, element, Shapes.Broadcast(product, offset.Shape), [left, right, offset],
                new OnnxAttribute("transA", transposeLeft ? 1L : 0L), new OnnxAttribute("transB", transposeRight ? 1L : 0L))
            : throw new ArgumentException($"Gemm takes matrices; these are {left} and {right}.");
    }

    /// <summary><c>left · right</c> for matrices, either of them transposed first if asked.</summary>
    /// <param name="left">A matrix.</param>
    /// <param name="right">A matrix.</param>
    /// <param name="transposeLeft">True to transpose the first.</param>
    /// <param name="transposeRight">True to transpose the second.</param>
    public OnnxTensor Gemm(OnnxTensor left, OnnxTensor right, bool transposeLeft = false, bool transposeRight = false)
    {
        var element = Same(left, right);
        return Apply(
            OnnxOperation.Gemm, element,
            Shapes.Product(transposeLeft ? [.. left.Shape.Reverse()] : left.Shape, transposeRight ? [.. right.Shape.Reverse()] : right.Shape),
            [left, right], new OnnxAttribute("transA", transposeLeft ? 1L : 0L), new OnnxAttribute("transB", transposeRight ? 1L : 0L));
    }

    /// <summary>The running sum along an axis.</summary>
    /// <param name="x">Values.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="reverse">True to sum from the end.</param>
    public OnnxTensor CumSum(OnnxTensor x, int axis = -1, bool reverse = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(
            OnnxOperation.CumSum, x.Element, x.Shape, [x, Scalar(Shapes.Axis(axis, x.Rank), OnnxElement.Int64)],
            new OnnxAttribute("reverse", reverse ? 1L : 0L));
    }

    /// <summary>The sum along axes.</summary>
    /// <param name="x">Values.</param>
    /// <param name="axes">The axes; a negative one counts from the end.</param>
    /// <param name="keep">True to keep these axes, with length one.</param>
    public OnnxTensor ReduceSum(OnnxTensor x, ReadOnlySpan<int> axes, bool keep = true)
    {
        ArgumentNullException.ThrowIfNull(x);
        // Of the reductions of this opset, the only one whose axes are an input.
        return Apply(
            OnnxOperation.ReduceSum, x.Element, Shapes.Reduce(x.Shape, axes, keep), [x, Constant(Longs(axes))],
            new OnnxAttribute("keepdims", keep ? 1L : 0L));
    }

    /// <summary>The mean along axes.</summary>
    /// <inheritdoc cref="ReduceSum"/>
    public OnnxTensor ReduceMean(OnnxTensor x, ReadOnlySpan<int> axes, bool keep = true) => Reduce(OnnxOperation.ReduceMean, x, axes, keep);

    /// <summary>The greatest value along axes.</summary>
    /// <inheritdoc cref="ReduceSum"/>
    public OnnxTensor ReduceMax(OnnxTensor x, ReadOnlySpan<int> axes, bool keep = true) => Reduce(OnnxOperation.ReduceMax, x, axes, keep);

    /// <summary>The least value along axes.</summary>
    /// <inheritdoc cref="ReduceSum"/>
    public OnnxTensor ReduceMin(OnnxTensor x, ReadOnlySpan<int> axes, bool keep = true) => Reduce(OnnxOperation.ReduceMin, x, axes, keep);

    /// <summary>The logarithm of the sum of exponentials along axes, without overflow.</summary>
    /// <inheritdoc cref="ReduceSum"/>
    public OnnxTensor ReduceLogSumExp(OnnxTensor x, ReadOnlySpan<int> axes, bool keep = true) => Reduce(OnnxOperation.ReduceLogSumExp, x, axes, keep);

    /// <summary>The sum of squares along axes.</summary>
    /// <inheritdoc cref="ReduceSum"/>
    public OnnxTensor ReduceSumSquare(OnnxTensor x, ReadOnlySpan<int> axes, bool keep = true) => Reduce(OnnxOperation.ReduceSumSquare, x, axes, keep);

    /// <summary>The place of the greatest value along an axis, the first of several.</summary>
    /// <param name="x">Values.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="keep">True to keep the axis, with length one.</param>
    public OnnxTensor ArgMax(OnnxTensor x, int axis = -1, bool keep = true) => Place(OnnxOperation.ArgMax, x, axis, keep);

    /// <summary>The place of the least value along an axis, the first of several.</summary>
    /// <inheritdoc cref="ArgMax"/>
    public OnnxTensor ArgMin(OnnxTensor x, int axis = -1, bool keep = true) => Place(OnnxOperation.ArgMin, x, axis, keep);

    /// <summary>The greatest or least values along an axis, in order, and their places.</summary>
    /// <param name="x">Values.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="largest">True for the greatest, false for the least.</param>
    public (OnnxTensor Values, OnnxTensor Places) TopK(OnnxTensor x, int count, int axis = -1, bool largest = true)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var place = Shapes.Axis(axis, x.Rank);
        if (count > x.Shape[place])
            throw new ArgumentException($"{x} does not have {count} values along axis {place}.", nameof(count));
        var shape = Shapes.With(x.Shape, place, count);
        var outputs = Apply(
            OnnxOperation.TopK,
            [x, Constant([(long)count])],
            [new OnnxAttribute("axis", (long)place), new OnnxAttribute("largest", largest ? 1L : 0L)],
            (x.Element, shape), (OnnxElement.Int64, shape));
        return (outputs[0], outputs[1]);
    }

    private OnnxTensor Reduce(OnnxOperation operation, OnnxTensor x, ReadOnlySpan<int> axes, bool keep)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(
            operation, x.Element, Shapes.Reduce(x.Shape, axes, keep), [x],
            new OnnxAttribute("axes", Longs(axes)), new OnnxAttribute("keepdims", keep ? 1L : 0L));
    }

    private OnnxTensor Place(OnnxOperation operation, OnnxTensor x, int axis, bool keep)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(
            operation, OnnxElement.Int64, Shapes.Reduce(x.Shape, [axis], keep), [x],
            new OnnxAttribute("axis", (long)Shapes.Axis(axis, x.Rank)), new OnnxAttribute("keepdims", keep ? 1L : 0L));
    }

    private static long[] Longs(ReadOnlySpan<int> values)
    {
        var longs = new long[values.Length];
        for (var i = 0; i < longs.Length; i++)
            longs[i] = values[i];
        return longs;
    }
}
