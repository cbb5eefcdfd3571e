namespace DarkMachines.Onnx;

// Operators that slide a window along the axes behind batch and channels. ONNX Runtime has them in float32 only.
public sealed partial class OnnxGraphBuilder
{
    /// <summary>A convolution, in one or more dimensions: <c>batch × channels × extents</c>.</summary>
    /// <param name="x">Values.</param>
    /// <param name="kernels"><c>filters × channels × window</c>.</param>
    /// <param name="window">How the window moves.</param>
    /// <param name="offset">Added to each filter's values; null for none.</param>
    public OnnxTensor Conv(OnnxTensor x, OnnxTensor kernels, SlidingWindow window, OnnxTensor? offset = null)
    {
        var extents = Extents(x, kernels, window, (length, size, i) => window.Count(length, size, i));
        return Apply(
            OnnxOperation.Conv, Same(x, kernels), [x.Shape[0], kernels.Shape[0], .. extents],
            offset is null ? [x, kernels] : [x, kernels, offset], window.Attributes());
    }

    /// <summary>The transpose of a convolution: each value spreads a kernel, and what overlaps is added.</summary>
    /// <param name="x">Values.</param>
    /// <param name="kernels"><c>channels × filters × window</c>.</param>
    /// <param name="window">How the window of the convolution moves.</param>
    /// <param name="surplus">For each axis how much longer the result is than need be, less than the stride; none for 0.</param>
    public OnnxTensor ConvTranspose(OnnxTensor x, OnnxTensor kernels, SlidingWindow window, params ReadOnlySpan<int> surplus)
    {
        long[] more = surplus.IsEmpty ? new long[x?.Rank - 2 ?? 0] : [.. surplus.ToArray()];
        var extents = Extents(x!, kernels, window, (length, size, i) => window.Reach(length, size, i) + more[i]);
        return Apply(
            OnnxOperation.ConvTranspose, Same(x!, kernels), [x!.Shape[0], kernels.Shape[1], .. extents], [x, kernels],
            [.. window.Attributes(), new OnnxAttribute("output_padding", more)]);
    }

    /// <summary>The greatest value of each window, and its place among all values.</summary>
    /// <param name="x"><c>batch × channels × extents</c>.</param>
    /// <param name="sizes">The window's extent along each axis.</param>
    /// <param name="window">How the window moves.</param>
    public (OnnxTensor Values, OnnxTensor Places) MaxPool(OnnxTensor x, ReadOnlySpan<int> sizes, SlidingWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var shape = Pooled(x, sizes, window);
        var outputs = Apply(
            OnnxOperation.MaxPool, [x], [.. window.Attributes(), new OnnxAttribute("kernel_shape", Longs(sizes))], (x.Element, shape), (OnnxElement.Int64, shape));
        return (outputs[0], outputs[1]);
    }

    /// <summary>The mean of each window. There is no padding: what would lie outside has no value.</summary>
    /// <param name="x"><c>batch × channels × extents</c>.</param>
    /// <param name="sizes">The window's extent along each axis.</param>
    /// <param name="strides">How far the window moves along each axis.</param>
    public OnnxTensor AveragePool(OnnxTensor x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides)
    {
        var shape = Pooled(x, sizes, new SlidingWindow { Strides = [.. strides] });
        return Apply(
            OnnxOperation.AveragePool, x.Element, shape, [x],
            new OnnxAttribute("kernel_shape", Longs(sizes)), new OnnxAttribute("strides", Longs(strides)));
    }

    private static long?[] Pooled(OnnxTensor x, ReadOnlySpan<int> sizes, SlidingWindow window)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (sizes.Length != x.Rank - 2)
            throw new ArgumentException($"{x} has {x.Rank - 2} axes for a window of {sizes.Length}.", nameof(sizes));
        var lengths = sizes.ToArray();
        window.Check(x);
        return [x.Shape[0], x.Shape[1], .. lengths.Select((size, i) => (long?)window.Count(x.Shape[i + 2]!.Value, size, i))];
    }

    private static long?[] Extents(OnnxTensor x, OnnxTensor kernels, SlidingWindow window, Func<long, long, int, long> extent)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(kernels);
        ArgumentNullException.ThrowIfNull(window);
        if (x.Rank < 3 || kernels.Rank != x.Rank)
            throw new ArgumentException($"{x} and the kernels {kernels} are not those of a convolution.", nameof(kernels));
        window.Check(x);
        // The extent of a kernel may be the batch, when a gradient is computed.
        return [.. Enumerable.Range(0, x.Rank - 2).Select(i =>
            x.Shape[i + 2] is { } length && kernels.Shape[i + 2] is { } size ? extent(length, size, i) : (long?)null)];
    }
}
