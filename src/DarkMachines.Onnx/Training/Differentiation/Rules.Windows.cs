namespace DarkMachines.Onnx.Training;

// Convolutions and pooling.
internal static partial class Rules
{
    private static OnnxTensor?[] ConvRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (x, kernels, window) = (n.Inputs[0], n.Inputs[1], SlidingWindow.Of(n));
        dy = Whole(g, n, dy);
        int[] surplus = [.. Enumerable.Range(0, x.Rank - 2).Select(i =>
            (int)(x.Shape[i + 2]!.Value - window.Reach(dy.Shape[i + 2]!.Value, kernels.Shape[i + 2]!.Value, i)))];
        return [g.ConvTranspose(dy, kernels, window, surplus), KernelGradient(g, x, dy, kernels, window)];
    }

    private static OnnxTensor?[] ConvTransposeRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (x, kernels, window) = (n.Inputs[0], n.Inputs[1], SlidingWindow.Of(n));
        dy = Whole(g, n, dy);
        return [g.Conv(dy, kernels, window), KernelGradient(g, dy, x, kernels, window)];
    }

    // Σ over batch and windows of value × gradient: a convolution too, with batch and channels in each other's place, the
    // gradient as kernel, and stride and dilation exchanged.
    private static OnnxTensor KernelGradient(OnnxGraphBuilder g, OnnxTensor x, OnnxTensor dy, OnnxTensor kernels, SlidingWindow window)
    {
        int[] swapped = [1, 0, .. Enumerable.Range(2, x.Rank - 2)];
        var exchanged = window with { Strides = window.Dilations, Dilations = window.Strides };
        var sums = g.Conv(g.Transpose(x, swapped), g.Transpose(dy, swapped), exchanged);
        // What the stride leaves over at the end belongs to no window.
        for (var axis = 2; axis < x.Rank; axis++)
        {
            if (sums.Shape[axis] != kernels.Shape[axis])
                sums = g.Slice(sums, axis, 0, kernels.Shape[axis]!.Value);
        }

        return g.Transpose(sums, swapped);
    }

    private static OnnxTensor MaxPoolRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var zeros = g.Reshape(ZerosLike(g, X(n)), -1);
        return As(g, g.ScatterElements(zeros, g.Reshape(n.Outputs[1], -1), g.Reshape(Whole(g, n, dy), -1), 0), X(n));
    }

    // Each value takes its share of every window it lies in.
    private static OnnxTensor?[] AveragePoolRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (x, window) = (X(n), SlidingWindow.Of(n));
        var sizes = (long[])n.Attributes.First(a => a.Name == "kernel_shape").Value;
        var size = sizes.Aggregate((a, b) => a * b);
        float[] shares = [.. Enumerable.Repeat(1f / size, (int)size)];
        int[] surplus = [.. sizes.Select((length, i) => (int)(x.Shape[i + 2]!.Value - window.Reach(Y(n).Shape[i + 2]!.Value, length, i)))];
        // Every channel by itself.
        var single = g.Reshape(Whole(g, n, dy), [-1, 1, .. Y(n).Shape.Skip(2).Select(length => length!.Value)]);
        return [As(g, g.ConvTranspose(single, g.Constant(shares, [1, 1, .. sizes]), window, surplus), x)];
    }
}
