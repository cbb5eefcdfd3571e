namespace DarkMachines.Onnx.Training;

/// <summary>How good a network was in an epoch.</summary>
/// <param name="Training">Mean of the losses of its steps, as the parameters changed.</param>
/// <param name="Validation">Loss on the validation rows after it; NaN if there are none.</param>
public readonly record struct EpochLoss(double Training, double Validation)
{
    /// <summary>What decides which epoch was best.</summary>
    public double Deciding => double.IsNaN(Validation) ? Training : Validation;
}
