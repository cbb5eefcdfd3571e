namespace DarkMachines.Onnx.Training;

/// <summary>Layers with parameters, written after the tensor they work on.</summary>
public static partial class Layers
{
    /// <summary>A dense layer: <c>activation(x · W + b)</c>.</summary>
    /// <param name="x"><c>batch × columns</c>; more axes in between are allowed.</param>
    /// <param name="units">Columns of the result.</param>
    /// <param name="activation">What is done to each value of the result.</param>
    /// <param name="hasBias">False to leave out b.</param>
    /// <param name="weights">How the weights begin; null for what suits the activation.</param>
    public static OnnxTensor Dense(
        this OnnxTensor x, int units, Activation activation = Activation.None, bool hasBias = true, Initialiser? weights = null)
    {
        var network = Network.Of(x);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        var w = network.Parameter(weights ?? Initialiser.For(activation), Columns(x), units);
        var b = hasBias ? network.Parameter(Initialiser.Zeros, units) : null;
        return Affine(x, w, b).Activate(activation);
    }

    /// <summary>In training each value is dropped with a probability and the others are scaled up by as much; in use nothing is done.</summary>
    /// <param name="x"><c>batch × …</c>.</param>
    /// <param name="rate">The probability, from 0 to less than 1.</param>
    public static OnnxTensor Dropout(this OnnxTensor x, double rate)
    {
        var network = Network.Of(x);
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        return rate == 0 ? x : network.InTraining(x * network.Mask(x, rate), x);
    }

    /// <summary>A product with weights and an offset, in one operator where there is one for it.</summary>
    internal static OnnxTensor Affine(OnnxTensor x, OnnxTensor w, OnnxTensor? b) =>
        x.Rank == 2 ? b is null ? x.Graph.Gemm(x, w) : x.Graph.Gemm(x, w, b)
        : b is null ? x.MatMul(w) : x.MatMul(w) + b;

    private static int Columns(OnnxTensor x) => x.Rank >= 2 && x.Shape[^1] is { } columns
        ? (int)columns
        : throw new ArgumentException($"{x} has no last axis of known length after the batch.", nameof(x));
}
