using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Onnx.Training;

/// <summary>How parameters follow their gradient: <see cref="Adam"/> or <see cref="Sgd"/>.</summary>
public abstract record Optimiser
{
    private protected Optimiser()
    {
    }

    /// <summary>
    /// Share of each weight, times the learning rate, that it loses in a step, decoupled from the gradient (Loshchilov and
    /// Hutter, arXiv:1711.05101). Parameters with one axis or none, such as offsets, are spared.
    /// </summary>
    [Range(0.0, double.PositiveInfinity)]
    public double WeightDecay { get; init; }

    /// <summary>Vectors carried from step to step, of as many numbers as there are parameters.</summary>
    internal abstract int SlotCount { get; }

    /// <summary>Numbers that the host gives for each step: what the learning rate and the step's number come to.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="step">The step's number, from 1.</param>
    internal abstract (double Rate, double Damping) Factors(double rate, long step);

    /// <summary>Appends the change of the parameters, to be taken off them, and the vectors' next values.</summary>
    internal abstract (OnnxTensor Change, OnnxTensor[] Slots) Emit(OnnxGraphBuilder graph, OnnxTensor gradient, OnnxTensor[] slots, OnnxTensor rate, OnnxTensor damping);
}

/// <summary>
/// Adaptive moments (Kingma and Ba, arXiv:1412.6980, algorithm 1). The moments are carried without their factors 1 − β,
/// which go into the two numbers of each step: fewer passes over the parameters.
/// </summary>
public sealed record Adam : Optimiser
{
    /// <summary>How much of the mean of the gradient is kept in a step.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the mean of its square is kept in a step.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the mean square, against division by zero.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Epsilon { get; init; } = 1e-8;

    internal override int SlotCount => 2;

    internal override (double Rate, double Damping) Factors(double rate, long step)
    {
        var first = (1 - Beta1) / (1 - Math.Pow(Beta1, step));
        var second = Math.Sqrt((1 - Beta2) / (1 - Math.Pow(Beta2, step)));
        return (rate * first / second, Epsilon / second);
    }

    internal override (OnnxTensor Change, OnnxTensor[] Slots) Emit(
        OnnxGraphBuilder graph, OnnxTensor gradient, OnnxTensor[] slots, OnnxTensor rate, OnnxTensor damping)
    {
        var first = slots[0] * Beta1 + gradient;
        var second = slots[1] * Beta2 + gradient * gradient;
        return (first / (graph.Sqrt(second) + damping) * rate, [first, second]);
    }
}

/// <summary>Stochastic gradient descent with momentum (Sutskever et al., ICML 2013, as PyTorch writes it: v ← μ v + g, p ← p − rate · v).</summary>
public sealed record Sgd : Optimiser
{
    /// <summary>How much of the velocity is kept in a step; 0 for plain descent.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>True to look ahead along the velocity (Nesterov).</summary>
    public bool IsNesterov { get; init; }

    internal override int SlotCount => Momentum > 0 ? 1 : 0;

    internal override (double Rate, double Damping) Factors(double rate, long step) => (rate, 0);

    internal override (OnnxTensor Change, OnnxTensor[] Slots) Emit(
        OnnxGraphBuilder graph, OnnxTensor gradient, OnnxTensor[] slots, OnnxTensor rate, OnnxTensor damping)
    {
        if (slots.Length == 0)
            return (gradient * rate, []);
        var velocity = slots[0] * Momentum + gradient;
        return ((IsNesterov ? gradient + velocity * Momentum : velocity) * rate, [velocity]);
    }
}
