using DarkMachines.Data.Slha;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>What a model's columns are called, and the ranges that it was trained on.</summary>
/// <param name="Names">The names; null if neither the model nor the parameters tell them.</param>
/// <param name="Ranges">For each column its range; null where nobody tells it.</param>
internal sealed record ModelParameters(IReadOnlyList<string>? Names, IReadOnlyList<ValidRange?> Ranges)
{
    /// <summary>The model's own names and ranges, and those of the parameters where it has none and they are as many.</summary>
    public static ModelParameters Of(IModel model, SlhaParameters parameters)
    {
        var columns = model.Features.Count;
        var isNamed = model is not OnnxModel { HasFeatureNames: false };
        string[]? names = isNamed ? [.. model.Features.Select(feature => feature.Name)]
            : parameters.Parameters.Count == columns ? [.. parameters.Parameters.Select(parameter => parameter.Name)]
            : null;
        return new ModelParameters(names, [.. Enumerable.Range(0, columns).Select(i =>
            Own(model, i) ?? parameters.Parameters.FirstOrDefault(parameter => parameter.Name == names?[i])?.Range)]);
    }

    private static ValidRange? Own(IModel model, int column)
    {
        var range = (model as ISurrogateModel)?.ValidRanges[column]
            ?? ((model as OnnxModel)?.Card?.Inputs is { } inputs && column < inputs.Count ? inputs[column].Range : null);
        return range is { } r && (float.IsFinite(r.Low) && float.IsFinite(r.High)) ? range : null;
    }
}
