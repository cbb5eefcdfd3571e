namespace DarkMachines.Onnx.Training;

/// <summary>What a layer does to each of its values.</summary>
public enum Activation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><c>max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>x</c> above zero, <c>x / 100</c> below.</summary>
    LeakyRelu,

    /// <summary><c>x</c> above zero, <c>eˣ − 1</c> below.</summary>
    Elu,

    /// <summary>The scaled exponential unit that keeps mean 0 and variance 1.</summary>
    Selu,

    /// <summary><c>x · Φ(x)</c>.</summary>
    Gelu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The logistic function.</summary>
    Sigmoid,

    /// <summary><c>ln(1 + eˣ)</c>.</summary>
    Softplus,
}

/// <summary>Applies activations.</summary>
public static class Activations
{
    /// <summary>An activation of each value.</summary>
    /// <param name="x">Values.</param>
    /// <param name="activation">Which.</param>
    public static OnnxTensor Activate(this OnnxTensor x, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(x);
        return activation switch
        {
            Activation.None => x,
            Activation.Relu => x.Relu(),
            Activation.LeakyRelu => x.Graph.LeakyRelu(x),
            Activation.Elu => x.Graph.Elu(x),
            Activation.Selu => x.Graph.Selu(x),
            Activation.Gelu => x.Gelu(),
            Activation.Tanh => x.Tanh(),
            Activation.Sigmoid => x.Sigmoid(),
            Activation.Softplus => x.Softplus(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "There is no such activation."),
        };
    }
}
