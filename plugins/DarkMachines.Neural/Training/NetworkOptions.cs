using System.ComponentModel.DataAnnotations;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>Options that networks have in common: their hidden layers, and how they are trained.</summary>
public abstract record NetworkOptions
{
    /// <summary>Default of <see cref="Layers"/>.</summary>
    public const int DefaultLayers = 2;

    /// <summary>Default of <see cref="Units"/>.</summary>
    public const int DefaultUnits = 64;

    /// <summary>Default of <see cref="LearningRate"/>.</summary>
    public const double DefaultLearningRate = 2e-3;

    /// <summary>Default of <see cref="WeightDecay"/>.</summary>
    public const double DefaultWeightDecay = 0.01;

    /// <summary>Default of <see cref="ValidationShare"/>.</summary>
    public const double DefaultValidationShare = 0.1;

    /// <summary>Default of <see cref="Patience"/>.</summary>
    public const int DefaultPatience = 20;

    /// <summary>Hidden layers.</summary>
    [Range(0, 32)]
    public int Layers { get; init; } = DefaultLayers;

    /// <summary>Units of each hidden layer.</summary>
    [Range(1, 16_384)]
    public int Units { get; init; } = DefaultUnits;

    /// <summary>What each hidden unit does to its sum.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Share of the hidden units that is left out of each training step, drawn anew (Srivastava et al., J. Mach. Learn. Res. 15 (2014) 1929).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; }

    /// <summary>The learning rate of Adam (Kingma and Ba, arXiv:1412.6980) at the start.</summary>
    [Range(0.0, 10.0, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = DefaultLearningRate;

    /// <summary>The learning rate in the course of training.</summary>
    public RateSchedule Schedule { get; init; }

    /// <summary>
    /// Rows of a training step; 0 for a 64th of the rows, but at least 16 and at most 1024, rounded up to a power of two.
    /// </summary>
    [Range(0, 1 << 20)]
    public int BatchSize { get; init; }

    /// <summary>
    /// Most passes over the rows; 0 for 200, or as many as make 20,000 steps if that is fewer, but at least 10.
    /// </summary>
    [Range(0, 1_000_000)]
    public int Epochs { get; init; }

    /// <summary>Share of each weight, times the learning rate, that it loses in a step (Loshchilov and Hutter, arXiv:1711.05101).</summary>
    [Range(0.0, 100.0)]
    public double WeightDecay { get; init; } = DefaultWeightDecay;

    /// <summary>
    /// Share of the rows that is not learnt from but tells which epoch was the best. Of fewer than 50 rows none is held back.
    /// </summary>
    [Range(0.0, 0.9)]
    public double ValidationShare { get; init; } = DefaultValidationShare;

    /// <summary>
    /// Epochs without a better loss after which training ends; 0 for never. The loss is that of the rows held back; if there
    /// are none, that of the rows learnt from.
    /// </summary>
    [Range(0, 1_000_000)]
    public int Patience { get; init; } = DefaultPatience;

    /// <summary>How much a loss must be below the best to count as better.</summary>
    [Range(0.0, 1e6)]
    public double MinImprovement { get; init; }
}
