namespace DarkMachines.Onnx;

/// <summary>What a model card says of one input column.</summary>
/// <param name="Feature">Its name, unit and description.</param>
public sealed record ModelInput(Feature Feature)
{
    /// <summary>The range the model was trained on, in the column's unit; null if it is not known.</summary>
    public ValidRange? Range { get; init; }

    /// <summary>Standard deviation of the training rows, in the column's unit, greater than zero; null if it is not known.</summary>
    public float? Spread { get; init; }
}
