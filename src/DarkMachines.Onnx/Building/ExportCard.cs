namespace DarkMachines.Onnx;

/// <summary>Completes a card with what a model knows of itself.</summary>
internal static class ExportCard
{
    /// <param name="model">The model.</param>
    /// <param name="answer">The answer that its graph declares.</param>
    /// <param name="given">What the caller knows.</param>
    public static ModelCard Of(IModel model, OnnxAnswer answer, ModelCard given)
    {
        var classes = (model as IClassifierModel)?.Classes ?? [];
        return given with
        {
            Kind = answer.Kind,
            Inputs = Inputs(model, answer, given),
            Output = answer.Tensor.Name,
            Outputs = (model as ISurrogateModel)?.Outputs ?? [],
            Classes = classes,
            PositiveLabel = given.PositiveLabel is "" && classes.Count == 2 ? classes[1] : given.PositiveLabel,
            Anomalous = answer.Kind switch
            {
                ModelKind.AnomalyDetector => AnomalousSide.High,
                ModelKind.DensityEstimator => AnomalousSide.Low,
                _ => null,
            },
            Passes = null,
        };
    }

    private static ModelInput[] Inputs(IModel model, OnnxAnswer answer, ModelCard given)
    {
        var ranges = (model as ISurrogateModel)?.ValidRanges;
        return [.. model.Features.Select((feature, i) =>
        {
            var told = given.Inputs.FirstOrDefault(input => input.Feature.Name == feature.Name);
            return new ModelInput(feature)
            {
                Range = Finite(ranges?[i]) ?? Finite(told?.Range),
                Spread = answer.Spreads.Count > 0 ? answer.Spreads[i] : told?.Spread is { } spread && float.IsFinite(spread) && spread > 0 ? spread : null,
            };
        })];
    }

    private static ValidRange? Finite(ValidRange? range) =>
        range is { } r && float.IsFinite(r.Low) && float.IsFinite(r.High) ? r : null;
}
