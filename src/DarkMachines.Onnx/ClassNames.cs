using System.Globalization;

namespace DarkMachines.Onnx;

/// <summary>The classes of a model, and which of two counts as positive. Nothing is guessed.</summary>
/// <param name="Names">Their names, in the order of the probabilities.</param>
/// <param name="Positive">The positive one of two classes; null if there are more and none was named.</param>
internal sealed record ClassNames(IReadOnlyList<string> Names, string? Positive)
{
    /// <param name="path">The file, for messages.</param>
    /// <param name="output">The output read.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="positive">What the caller or the card names as positive; null or empty if neither does.</param>
    /// <exception cref="UserInputException">The labels do not fit, or the positive class is not known.</exception>
    public static ClassNames Of(string path, ClassifierOutput output, int columns, string? positive)
    {
        var count = columns == 1 ? 2 : columns;
        var names = output.Labels ?? [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (names.Count != count || names.Distinct(StringComparer.Ordinal).Count() != count)
            throw new UserInputException("wrong-labels", $"'{path}' carries the labels {List(names)}, but its output '{output.Name}' has {columns} columns; there must be one distinct label a class.", "Export the model again.");
        return new ClassNames(names, PositiveOf(path, names, positive));
    }

    /// <summary>What an importer says of them.</summary>
    public OnnxFinding Finding(ClassifierOutput output) => new(
        "classes",
        FindingSeverity.Information,
        (output.Labels is null
            ? $"The file has no class labels: the classes are {List(Names)} by their place."
            : $"The classes are {List(Names)}, as the file labels them.") +
        (Positive is null ? "" : $" Positive is '{Positive}'."),
        "Name another positive label in the import's settings or the model card.");

    private static string? PositiveOf(string path, IReadOnlyList<string> names, string? positive)
    {
        if (!string.IsNullOrEmpty(positive))
        {
            return names.Contains(positive)
                ? positive
                : throw new UserInputException("unknown-label", $"'{positive}' is to be the positive class of '{path}', which has the classes {List(names)}.", "Name one of these.");
        }

        if (names.Count > 2)
            return null;
        return names.Order(StringComparer.Ordinal).SequenceEqual(["0", "1"])
            ? "1"
            : throw new UserInputException(
                "unknown-positive-class",
                $"'{path}' has the classes {List(names)} and does not say which one is positive.",
                $"Name it as the positive label in the import's settings, or as \"positiveLabel\" in '{ModelCard.PathFor(Path.GetFileName(path))}' beside the file.");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
