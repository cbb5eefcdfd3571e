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
        var dx = g.ConvTranspose(dy, kernels, window, surplus);
        var dk = KernelGradient(g, x, dy, kernels, window);
        return n.Inputs.Count == 2 ? [dx, dk] : [dx, dk, g.ReduceSum(dy, [0, .. Enumerable.Range(2, x.Rank - 2)], keep: false)];
    }

    private static OnnxTensor?[] ConvTransposeRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (x, kernels, window) = (n.Inputs[0], n.Inputs[1], SlidingWindow.Of(n));
        dy = Whole(g, n, dy);
        return [g.Conv(dy, kernels, window), KernelGradient(g, dy, x, kernels, window)];
    }

    // Σ over batch and windows of value × gradient: a convolution too, with the batch as channels, the gradient as kernels, and
    // stride and dilation exchanged. The channels lie beside each other along the last axis, one wide image in place of as many
    // as there are channels: these would have as few columns as a kernel, too few for a fast product.
    private static OnnxTensor KernelGradient(OnnxGraphBuilder g, OnnxTensor x, OnnxTensor dy, OnnxTensor kernels, SlidingWindow window)
    {
        var axes = x.Rank - 2;
        var (last, channels) = (axes - 1, (int)x.Shape[1]!.Value);
        var wide = g.Reshape(g.Transpose(x, [0, .. Enumerable.Range(2, axes), 1]), [1, -1, .. Extents(x).SkipLast(1), Extents(x)[last] * channels]);
        var exchanged = new SlidingWindow
        {
            Strides = [.. Enumerable.Range(0, axes).Select(i => i < last ? window.Dilation(i) : 1)],
            Padding = [.. Enumerable.Range(0, axes).Select(i => window.Pad(i) * (i < last ? 1 : channels))],
            Dilations = [.. Enumerable.Range(0, axes).Select(i => window.Stride(i) * (i < last ? 1 : channels))],
        };
        var sums = g.Conv(wide, g.Transpose(dy, [1, 0, .. Enumerable.Range(2, axes)]), exchanged);

        // What the stride leaves over at the end belongs to no window, nor does what a dilation skips along the last axis.
        var reach = window.Dilation(last) * (Extents(kernels)[last] - 1) + 1;
        long[] kept = [.. Extents(kernels).SkipLast(1), reach * channels];
        for (var axis = 0; axis < axes; axis++)
        {
            if (Extents(sums)[axis] != kept[axis])
                sums = g.Slice(sums, axis + 2, 0, kept[axis]);
        }

        var parted = g.Reshape(sums, [dy.Shape[1]!.Value, .. kept.SkipLast(1), reach, channels]);
        if (window.Dilation(last) > 1)
            parted = g.Gather(parted, g.Constant([.. Enumerable.Range(0, (int)Extents(kernels)[last]).Select(i => (long)i * window.Dilation(last))]), axes);
        return g.Transpose(parted, [0, axes + 1, .. Enumerable.Range(1, axes)]);
    }

    // Lengths behind batch and channels.
    private static long[] Extents(OnnxTensor x) => [.. x.Shape.Skip(2).Select(length => length!.Value)];

    private static OnnxTensor MaxPoolRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (x, y) = (X(n), Y(n));
        dy = Whole(g, n, dy);
        if (IsSideBySide(n, out var size))
        {
            // Several that are the greatest share the gradient.
            var isGreatest = IsNotBelow(g, x, Repeated(g, y, x, size));
            var sizes = Enumerable.Repeat(size, x.Rank - 2).ToArray();
            var count = g.AveragePool(isGreatest, sizes, sizes) * Math.Pow(size, x.Rank - 2);
            return Repeated(g, dy / count, x, size) * isGreatest;
        }

        var zeros = g.Reshape(ZerosLike(g, x), -1);
        return As(g, g.ScatterElements(zeros, g.Reshape(n.Outputs[1], -1), g.Reshape(dy, -1), 0), x);
    }

    // Windows of the same size along all axes, without gaps, overlaps or padding, and not too wide for a product.
    private static bool IsSideBySide(OnnxNode n, out int size)
    {
        const int Widest = 64;
        var window = SlidingWindow.Of(n);
        var extent = (int)((long[])n.Attributes.First(a => a.Name == "kernel_shape").Value)[0];
        size = extent;
        return X(n).Rank is 3 or 4 && Y(n).Shape[^1] <= Widest
            && Enumerable.Range(0, X(n).Rank - 2).All(i => window.Stride(i) == extent && window.Pad(i) == 0 && window.Dilation(i) == 1)
            && ((long[])n.Attributes.First(a => a.Name == "kernel_shape").Value).All(s => s == extent);
    }

    // Each value repeated over its window. A product with zeros and ones: of what ONNX Runtime offers by far the fastest.
    private static OnnxTensor Repeated(OnnxGraphBuilder g, OnnxTensor y, OnnxTensor x, int size)
    {
        var width = (int)y.Shape[^1]!.Value;
        var lines = x.Rank == 4 ? size : 1;
        var copies = new float[width * lines * width * size];
        for (var i = 0; i < width; i++)
        {
            for (var k = 0; k < lines * size; k++)
                copies[i * lines * width * size + k / size * width * size + i * size + k % size] = 1;
        }

        var repeated = g.Gemm(g.Reshape(y, -1, width), g.Cast(g.Constant(copies, width, lines * width * size), y.Element));
        var whole = g.Reshape(repeated, [-1, .. y.Shape.Skip(1).Select((length, i) => i == 0 ? length!.Value : length!.Value * size)]);
        for (var axis = 2; axis < x.Rank; axis++)
        {
            var left = x.Shape[axis]!.Value - y.Shape[axis]!.Value * size;
            if (left > 0)
                whole = g.Pad(whole, axis, 0, left);
        }

        return whole;
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
        return [As(g, g.ConvTranspose(single, g.Cast(g.Constant(shares, [1, 1, .. sizes]), x.Element), window, surplus), x)];
    }
}
