using DarkMachines.Data.Ainalysis;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Ainalysis;

/// <summary>The estimator of an AInalysis that names classes: parameters and classes are called what its configuration calls them.</summary>
internal sealed class AinalysisClassifier : IClassifierModel
{
    private readonly OnnxClassifier _estimator;

    /// <exception cref="UserInputException">The configuration does not name the estimator's classes (<c>ainalysis-invalid</c>).</exception>
    public AinalysisClassifier(OnnxClassifier estimator, AinalysisConfiguration configuration, IReadOnlyList<Feature> parameters)
    {
        (_estimator, Features) = (estimator, parameters);
        Classes = [.. estimator.Classes.Select(label => NameOf(label, configuration.Classes) ?? throw Mismatch(estimator, configuration))];
        if (Classes.Count != configuration.Classes.Count)
            throw Mismatch(estimator, configuration);
        var positive = estimator.Classes.ToList().IndexOf(estimator.PositiveClass ?? "");
        PositiveClass = Classes[positive < 0 ? Classes.Count - 1 : positive];
    }

    public IReadOnlyList<Feature> Features { get; }

    public IReadOnlyList<string> Classes { get; }

    /// <summary>The class whose probability is calibrated: the one that the estimator counts as positive, or else the last.</summary>
    public string PositiveClass { get; }

    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities) => _estimator.PredictProbabilities(rows, probabilities);

    // The graph has numbers as labels, or the names themselves.
    private static string? NameOf(string label, IReadOnlyDictionary<int, string> classes) =>
        classes.Values.Contains(label) ? label : classes.FirstOrDefault(named => FormattableString.Invariant($"{named.Key}") == label).Value;

    private static UserInputException Mismatch(OnnxClassifier estimator, AinalysisConfiguration configuration) => new(
        "ainalysis-invalid",
        $"'{estimator.File.Path}' has the classes {string.Join(", ", estimator.Classes)}, and {AinalysisConfiguration.FileName} names {string.Join(", ", configuration.Classes.Select(named => FormattableString.Invariant($"{named.Key}: {named.Value}")))}.",
        "Give each of the estimator's classes a name under 'classes'.");
}
