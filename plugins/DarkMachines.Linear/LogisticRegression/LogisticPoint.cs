namespace DarkMachines.Linear;

/// <summary>What <see cref="LogisticObjective"/> is at one set of parameters.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Value">Value of the function.</param>
/// <param name="Gradient">Its first derivatives.</param>
/// <param name="Curvature">Diagonal of its second derivatives.</param>
/// <param name="Probabilities">Row-major, the probability of each class for each training row.</param>
internal sealed record LogisticPoint(
    double[] Parameters, double Value, double[] Gradient, double[] Curvature, double[] Probabilities)
{
    /// <summary>Greatest absolute component of the gradient.</summary>
    public double LargestGradient { get; } = Gradient.Max(Math.Abs);
}
