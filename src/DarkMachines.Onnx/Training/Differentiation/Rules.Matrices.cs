namespace DarkMachines.Onnx.Training;

// Matrix products and reductions.
internal static partial class Rules
{
    // y = A · B + c, either matrix perhaps transposed: dA = dy · Bᵀ, dB = Aᵀ · dy, without a transposition of its own.
    private static OnnxTensor?[] GemmRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (a, b) = (n.Inputs[0], n.Inputs[1]);
        var (isLeft, isRight) = (Integer(n, "transA") == 1, Integer(n, "transB") == 1);
        dy = Whole(g, n, dy);
        var da = isLeft ? g.Gemm(b, dy, isRight, true) : g.Gemm(dy, b, false, !isRight);
        var db = isRight ? g.Gemm(dy, a, true, isLeft)
            : IsBetterTurned(b) ? g.Transpose(g.Gemm(dy, a, true, isLeft))
            : g.Gemm(a, dy, !isLeft, false);
        return n.Inputs.Count == 2 ? [da, db] : [da, db, ToInput(g, n, dy, 2)];
    }

    // Products are made sixteen columns at a time: a result of a few columns is made faster as that of a few rows.
    private static bool IsBetterTurned(OnnxTensor result)
    {
        var (rows, columns) = (result.Shape[0] ?? 0, result.Shape[1] ?? 0);
        return columns * Sixteens(rows) * 4 < rows * Sixteens(columns) * 3;

        static long Sixteens(long n) => (n + 15) / 16 * 16;
    }

    private static OnnxTensor?[] MatMulRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (a, b) = (n.Inputs[0], n.Inputs[1]);
        dy = Whole(g, n, dy);
        if (a.Rank == 2 && b.Rank == 2)
            return [g.Gemm(dy, b, false, true), g.Gemm(a, dy, true, false)];
        var da = SumStacks(g, g.MatMul(dy, Turned(g, b)), a);
        // One matrix for a whole stack: all rows of the stack are rows of one product.
        if (b.Rank == 2)
            return [da, g.Gemm(g.Reshape(a, -1, a.Shape[^1]!.Value), g.Reshape(dy, -1, dy.Shape[^1]!.Value), true, false)];
        return [da, SumStacks(g, g.MatMul(Turned(g, a), dy), b)];
    }

    private static OnnxTensor SumStacks(OnnxGraphBuilder g, OnnxTensor gradient, OnnxTensor x) => Gradients.SumTo(g, gradient, gradient, x);

    private static OnnxTensor Turned(OnnxGraphBuilder g, OnnxTensor x) =>
        g.Transpose(x, [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2]);

    private static OnnxTensor?[] ExtremeRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        // Several that are the greatest share the gradient.
        var isExtreme = Mask(g, g.Equal(X(n), Kept(g, n, Y(n))), dy);
        return [isExtreme * (Kept(g, n, dy) / g.ReduceSum(isExtreme, Axes(g, n)))];
    }

    private static int[] Axes(OnnxGraphBuilder g, OnnxNode n)
    {
        var axes = n.Operation == OnnxOperation.ReduceSum ? g.Longs(n.Inputs[1]) : (long[])n.Attributes.First(a => a.Name == "axes").Value;
        return [.. axes.Select(axis => Shapes.Axis((int)axis, X(n).Rank))];
    }

    // A result, or its gradient, with the reduced axes put back at length one.
    private static OnnxTensor Kept(OnnxGraphBuilder g, OnnxNode n, OnnxTensor reduced)
    {
        if (Integer(n, "keepdims") == 1 || reduced.Rank == 0)
            return reduced;
        var shape = Shapes.Reduce(X(n).Shape, Axes(g, n), keep: true);
        return g.Reshape(Gradients.Stretch(g, reduced, Y(n)), [.. shape.Select(length => length ?? -1)]);
    }

    // How many values each result is made of; the batch's length is asked for when the graph runs.
    internal static OnnxTensor Reduced(OnnxGraphBuilder g, OnnxNode n)
    {
        var count = Shapes.Count(Axes(g, n).Distinct().Select(axis => X(n).Shape[axis]));
        if (count is { } known)
            return g.Scalar(known, X(n).Element);
        var size = g.Size(X(n));
        return g.Cast(Y(n).Rank == 0 ? size : g.Div(size, g.Size(Y(n))), X(n).Element);
    }
}
