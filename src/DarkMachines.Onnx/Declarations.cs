namespace DarkMachines.Onnx;

/// <summary>What is said about a model, each thing by the first that says it: the settings, the card beside the file, the card within it.</summary>
internal sealed class Declarations(OnnxImportSettings settings, ModelCard? beside, ModelCard? within)
{
    /// <summary>The card of greater weight; null if there is none.</summary>
    public ModelCard? Card => beside ?? within;

    public Decision<ModelKind>? Kind { get; } = First(settings.Kind, beside?.Kind, within?.Kind);

    public Decision<AnomalousSide>? Anomalous { get; } = First(settings.Anomalous, beside?.Anomalous, within?.Anomalous);

    public Decision<int>? Passes { get; } = First(settings.Passes, beside?.Passes, within?.Passes);

    public Decision<string>? Output { get; } = First(settings.Output, beside?.Output, within?.Output);

    public Decision<string>? PositiveLabel { get; } = First(settings.PositiveLabel, beside?.PositiveLabel, within?.PositiveLabel);

    public Decision<IReadOnlyList<ModelInput>>? Inputs { get; } = First(beside?.Inputs, within?.Inputs);

    public Decision<IReadOnlyList<string>>? Classes { get; } = First(beside?.Classes, within?.Classes);

    public Decision<IReadOnlyList<Feature>>? Outputs { get; } = First(beside?.Outputs, within?.Outputs);

    /// <exception cref="UserInputException">A card breaks the schema.</exception>
    public static Declarations Of(OnnxFile file, OnnxImportSettings settings) =>
        new(settings, ModelCard.Beside(file), ModelCard.Within(file));

    private static Decision<T>? First<T>(params ReadOnlySpan<T?> values) where T : struct
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
                return new Decision<T>(value, (DecisionSource)i);
        }

        return null;
    }

    private static Decision<string>? First(params ReadOnlySpan<string?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!string.IsNullOrEmpty(values[i]))
                return new Decision<string>(values[i]!, (DecisionSource)i);
        }

        return null;
    }

    private static Decision<IReadOnlyList<T>>? First<T>(IReadOnlyList<T>? beside, IReadOnlyList<T>? within) =>
        beside is { Count: > 0 } ? new(beside, DecisionSource.Card)
        : within is { Count: > 0 } ? new(within, DecisionSource.Metadata)
        : null;
}
