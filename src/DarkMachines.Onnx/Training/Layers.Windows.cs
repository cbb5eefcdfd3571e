namespace DarkMachines.Onnx.Training;

// Layers for images (batch × channels × height × width) and sequences of channels (batch × channels × length).
public static partial class Layers
{
    /// <summary>A convolution along all axes behind the channels.</summary>
    /// <param name="x"><c>batch × channels × extents</c>.</param>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="size">The window's extent along each axis.</param>
    /// <param name="activation">What is done to each value of the result.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="padding">Zeros on either side; <c>size / 2</c> keeps the extents of an odd window.</param>
    /// <param name="dilation">Steps between two values within a window.</param>
    /// <param name="hasBias">False to leave out the offset of each filter.</param>
    public static OnnxTensor Conv(
        this OnnxTensor x, int filters, int size, Activation activation = Activation.None, int stride = 1, int padding = 0, int dilation = 1, bool hasBias = true)
    {
        var (network, axes) = (Network.Of(x), Axes(x));
        var kernels = network.Parameter(Initialiser.For(activation), [filters, Channels(x), .. Enumerable.Repeat(size, axes)]);
        var offset = hasBias ? network.Parameter(Initialiser.Zeros, filters) : null;
        return x.Graph.Conv(x, kernels, Window(axes, stride, padding, dilation), offset).Activate(activation);
    }

    /// <summary>The transpose of a convolution, which makes extents longer by the stride.</summary>
    /// <inheritdoc cref="Conv"/>
    public static OnnxTensor ConvTranspose(
        this OnnxTensor x, int filters, int size, Activation activation = Activation.None, int stride = 1, int padding = 0, int dilation = 1, bool hasBias = true)
    {
        var (network, axes) = (Network.Of(x), Axes(x));
        var kernels = network.Parameter(Initialiser.For(activation), [Channels(x), filters, .. Enumerable.Repeat(size, axes)]);
        var sums = x.Graph.ConvTranspose(x, kernels, Window(axes, stride, padding, dilation));
        return (hasBias ? sums + network.Parameter(Initialiser.Zeros, filters).Reshape([-1, .. Enumerable.Repeat(1L, axes)]) : sums).Activate(activation);
    }

    /// <summary>The greatest value of each window; windows lie side by side unless a stride is given.</summary>
    /// <param name="x"><c>batch × channels × extents</c>.</param>
    /// <param name="size">The window's extent along each axis.</param>
    /// <param name="stride">Steps from one window to the next; 0 for the size.</param>
    public static OnnxTensor MaxPool(this OnnxTensor x, int size, int stride = 0) =>
        Network.Of(x).Graph.MaxPool(x, Alike(size, Axes(x)), Window(Axes(x), stride == 0 ? size : stride)).Values;

    /// <summary>The mean of each window; windows lie side by side unless a stride is given.</summary>
    /// <inheritdoc cref="MaxPool"/>
    public static OnnxTensor AveragePool(this OnnxTensor x, int size, int stride = 0) =>
        Network.Of(x).Graph.AveragePool(x, Alike(size, Axes(x)), Alike(stride == 0 ? size : stride, Axes(x)));

    /// <summary>All values of a row one after the other: <c>batch × values</c>.</summary>
    /// <param name="x"><c>batch × …</c>.</param>
    public static OnnxTensor Flatten(this OnnxTensor x) => Network.Of(x).Graph.Reshape(x, 0, Shapes.Count(x.Shape.Skip(1))!.Value);

    private static SlidingWindow Window(int axes, int stride, int padding = 0, int dilation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        return new SlidingWindow { Strides = Alike(stride, axes), Padding = Alike(padding, axes), Dilations = Alike(dilation, axes) };
    }

    private static int[] Alike(int value, int axes) => [.. Enumerable.Repeat(value, axes)];

    private static int Axes(OnnxTensor x) => x.Rank is 3 or 4
        ? x.Rank - 2
        : throw new ArgumentException($"{x} is neither batch × channels × length nor batch × channels × height × width.", nameof(x));

    private static int Channels(OnnxTensor x) => (int)(x.Shape[1] ?? throw new ArgumentException($"{x} has no known number of channels.", nameof(x)));
}
