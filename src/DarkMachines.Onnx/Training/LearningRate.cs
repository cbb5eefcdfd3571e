using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Onnx.Training;

/// <summary>The learning rate in the course of training.</summary>
public abstract record LearningRate
{
    private protected LearningRate()
    {
    }

    /// <summary>The rate that it begins with, after the warm-up if there is one.</summary>
    [Range(0.0, double.PositiveInfinity, MinimumIsExclusive = true)]
    public double Start { get; init; } = 1e-3;

    /// <summary>Steps in which the rate grows from zero to where it starts.</summary>
    [Range(0, int.MaxValue)]
    public int WarmupSteps { get; init; }

    /// <summary>Epochs without a better loss after which the rate is cut; 0 for never.</summary>
    internal virtual int Patience => 0;

    /// <summary>The rate of a step.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="steps">How many there are in all.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="cuts">How often the loss has stopped getting better.</param>
    internal double At(long step, long steps, int epoch, int cuts) =>
        Start * Math.Min(1, step / (WarmupSteps + 1.0)) * Share(step, steps, epoch, cuts);

    private protected abstract double Share(long step, long steps, int epoch, int cuts);
}

/// <summary>The same rate throughout.</summary>
public sealed record ConstantRate : LearningRate
{
    private protected override double Share(long step, long steps, int epoch, int cuts) => 1;
}

/// <summary>Half a cosine from the first to the last step (Loshchilov and Hutter, arXiv:1608.03983, without restarts).</summary>
public sealed record CosineRate : LearningRate
{
    /// <summary>The last rate as a share of the first.</summary>
    [Range(0.0, 1.0)]
    public double FinalShare { get; init; }

    private protected override double Share(long step, long steps, int epoch, int cuts) =>
        FinalShare + (1 - FinalShare) * 0.5 * (1 + Math.Cos(Math.PI * (step - 1) / Math.Max(1, steps - 1)));
}

/// <summary>A cut every so many epochs.</summary>
public sealed record StepRate : LearningRate
{
    /// <summary>Epochs between two cuts.</summary>
    [Range(1, int.MaxValue)]
    public int Epochs { get; init; } = 10;

    /// <summary>What a cut multiplies the rate by.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Factor { get; init; } = 0.5;

    private protected override double Share(long step, long steps, int epoch, int cuts) => Math.Pow(Factor, (epoch - 1) / Epochs);
}

/// <summary>A cut whenever the loss, of the validation rows if there are any, has not become better for some epochs.</summary>
public sealed record PlateauRate : LearningRate
{
    /// <summary>Epochs to wait for.</summary>
    [Range(1, int.MaxValue)]
    public int Epochs { get; init; } = 5;

    /// <summary>What a cut multiplies the rate by.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Factor { get; init; } = 0.5;

    internal override int Patience => Epochs;

    private protected override double Share(long step, long steps, int epoch, int cuts) => Math.Pow(Factor, cuts);
}
