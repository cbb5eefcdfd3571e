namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>One layer of a dense network: activation(x W + b).</summary>
/// <param name="Inputs">Length of x.</param>
/// <param name="Outputs">Length of the answer.</param>
/// <param name="IsSelu">True for the scaled exponential linear unit, false for none (Klambauer et al., NeurIPS 2017).</param>
/// <param name="Weights">W, row-major, <c>Inputs × Outputs</c>.</param>
/// <param name="Biases">b.</param>
internal sealed record DenseLayer(int Inputs, int Outputs, bool IsSelu, float[] Weights, float[] Biases)
{
    /// <summary>The constants of the unit, which make mean zero and variance one a fixed point.</summary>
    public const double SeluAlpha = 1.6732632423543772;

    public const double SeluScale = 1.0507009873554805;

    /// <summary>The layer's answer to one row.</summary>
    public double[] Apply(ReadOnlySpan<double> x)
    {
        var y = Array.ConvertAll(Biases, bias => (double)bias);
        for (var i = 0; i < Inputs; i++)
        {
            for (var j = 0; j < Outputs; j++)
                y[j] += x[i] * Weights[i * Outputs + j];
        }

        return IsSelu ? Array.ConvertAll(y, Selu) : y;
    }

    private static double Selu(double x) => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1));
}
