namespace DarkMachines.Onnx;

/// <summary>What an import has decided about a file, before anything runs.</summary>
/// <param name="File">The file.</param>
/// <param name="Declarations">What is said about it.</param>
/// <param name="Input">How rows go in.</param>
/// <param name="Output">What is read, as what.</param>
/// <param name="Anomalous">Which values are anomalous; null for a model whose score is not its output.</param>
/// <param name="Findings">What was decided and why, and the traps found.</param>
internal sealed record ImportPlan(
    OnnxFile File, Declarations Declarations, TableInput Input, OutputReading Output, Decision<AnomalousSide>? Anomalous, IReadOnlyList<OnnxFinding> Findings)
{
    /// <exception cref="UserInputException">The file cannot be used, or does not tell enough; the message says why.</exception>
    public static ImportPlan Of(OnnxFile file, Declarations declarations)
    {
        CustomOperators.Refuse(file);
        var input = TableInputReader.Read(file, declarations);
        var output = OutputSearch.Find(file, declarations, input.Features.Count);
        var random = RandomOperators.Check(file, output.Tensor, declarations.Passes);
        var anomalous = SideOf(file, output, declarations);
        OnnxFinding?[] findings =
        [
            output.Finding(declarations.Kind),
            anomalous is null ? null : TurnedRound(output, anomalous),
            .. input.Findings(),
            random,
            WeightsElsewhere(file),
            output.Form == OutputForm.Reconstruction ? ColumnSpreads.Finding(ColumnSpreads.Of(file, input, declarations)) : null,
            TrainingRange(output, input),
        ];
        return new ImportPlan(file, declarations, input, output, anomalous, [.. findings.OfType<OnnxFinding>()]);
    }

    private static Decision<AnomalousSide>? SideOf(OnnxFile file, OutputReading output, Declarations declarations)
    {
        if (output.Form is not (OutputForm.Score or OutputForm.LogDensity))
            return null;
        return declarations.Anomalous
            ?? (output.Anomalous is { } side ? new Decision<AnomalousSide>(side, DecisionSource.Recognition) : null)
            ?? throw new UserInputException(
                "unknown-direction",
                $"Nothing tells whether high or low values of '{output.Name}' in '{file.Path}' are the anomalous ones.",
                $"Say it with --direction high or low, or as \"anomalous\" in '{ModelCard.PathFor(file.FileName)}' beside it.");
    }

    private static OnnxFinding TurnedRound(OutputReading output, Decision<AnomalousSide> side) => side.Value == AnomalousSide.Low
        ? new("low-is-anomalous", FindingSeverity.Information, $"Low values of '{output.Name}' are anomalous, by {side.From}: the score is minus the output, so that high is anomalous.", "If high values are anomalous, say --direction high.")
        : new("high-is-anomalous", FindingSeverity.Information, $"High values of '{output.Name}' are anomalous, by {side.From}: the score is the output as it is.", "If low values are anomalous, say --direction low.");

    private static OnnxFinding? WeightsElsewhere(OnnxFile file) => file.WeightFiles.Count == 0 ? null : new(
        "external-data",
        FindingSeverity.Information,
        $"Weights are read from {string.Join(", ", file.WeightFiles.Select(name => $"'{name}'"))} beside the file.",
        "Keep these files together.");

    private static OnnxFinding? TrainingRange(OutputReading output, TableInput input) =>
        output.Kind != ModelKind.Surrogate || input.Columns.All(column => column.Range is not null) ? null : new(
            "unknown-range",
            FindingSeverity.Warning,
            "Nothing tells the range of every parameter that the surrogate was trained on: predictions outside it cannot be told apart.",
            "Give \"min\" and \"max\" of each input in a model card.");
}
