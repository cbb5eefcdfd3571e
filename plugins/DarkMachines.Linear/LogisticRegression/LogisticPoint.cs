namespace DarkMachines.Linear;

/// <summary>What <see cref="LogisticObjective"/> is at one set of parameters.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Value">Value of the function.</param>
/// <param name="Gradient">Its first derivatives.</param>
/// <param name="Curvature">Its second derivatives, row-major; of a function of many parameters the diagonal alone.</param>
/// <param name="Probabilities">For each score the probability of its class for every training row; empty where the curvature is whole.</param>
internal sealed record LogisticPoint(
    double[] Parameters, double Value, double[] Gradient, double[] Curvature, double[] Probabilities)
{
    /// <summary>Greatest absolute component of the gradient.</summary>
    public double LargestGradient { get; } = Gradient.Max(Math.Abs);
}
