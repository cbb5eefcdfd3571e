using DarkMachines.Data.Ainalysis;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Ainalysis;

/// <summary>The estimator of an AInalysis that gives values: parameters, ranges and the value are what its configuration says.</summary>
internal sealed class AinalysisRegressor(OnnxSurrogate estimator, AinalysisConfiguration configuration, IReadOnlyList<Feature> parameters) : ISurrogateModel
{
    public IReadOnlyList<Feature> Features => parameters;

    // The configuration has one name, so several values keep those of the estimator.
    public IReadOnlyList<Feature> Outputs { get; } = estimator.Outputs is [var only] ? [only with { Name = configuration.Output }] : estimator.Outputs;

    public IReadOnlyList<ValidRange> ValidRanges { get; } = [.. configuration.Parameters.Select(parameter => parameter.Range)];

    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions, Span<float> uncertainties) => estimator.Predict(rows, predictions, uncertainties);
}
