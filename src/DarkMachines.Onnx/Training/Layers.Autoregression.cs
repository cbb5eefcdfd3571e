namespace DarkMachines.Onnx.Training;

// Layers whose results see only some of the columns.
public static partial class Layers
{
    /// <summary>
    /// A dense layer of a masked autoencoder (Germain et al., arXiv:1502.03509, eqs. 8 to 12): each column has a degree, and
    /// a result sees the columns of its own degree and below.
    /// </summary>
    /// <param name="x"><c>batch × columns</c>.</param>
    /// <param name="degrees">The degree of each column of x.</param>
    /// <param name="outputDegrees">The degree of each column of the result.</param>
    /// <param name="activation">What is done to each value of the result.</param>
    /// <param name="isStrict">True for a result to see columns of lower degree only, as the last layer must.</param>
    /// <param name="weights">How the weights begin; null for what suits the activation.</param>
    public static OnnxTensor MaskedDense(
        this OnnxTensor x, ReadOnlySpan<int> degrees, ReadOnlySpan<int> outputDegrees, Activation activation = Activation.None, bool isStrict = false, Initialiser? weights = null)
    {
        var network = Network.Of(x);
        if (degrees.Length != Columns(x))
            throw new ArgumentException($"There are {degrees.Length} degrees for {x}.", nameof(degrees));
        var mask = new float[degrees.Length * outputDegrees.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            var difference = outputDegrees[i % outputDegrees.Length] - degrees[i / outputDegrees.Length];
            mask[i] = difference > 0 || (difference == 0 && !isStrict) ? 1 : 0;
        }

        var w = network.Parameter(weights ?? Initialiser.For(activation), degrees.Length, outputDegrees.Length);
        var b = network.Parameter(Initialiser.Zeros, outputDegrees.Length);
        return Affine(x, w * network.Constant(mask, degrees.Length, outputDegrees.Length), b).Activate(activation);
    }
}
