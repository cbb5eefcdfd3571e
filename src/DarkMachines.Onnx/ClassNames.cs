using System.Globalization;

namespace DarkMachines.Onnx;

/// <summary>The classes of a model, and which of two counts as positive. Nothing is guessed.</summary>
/// <param name="Names">Their names, in the order of the probabilities, and who gives them.</param>
/// <param name="Positive">The positive one of two classes; null if there are more and none was named.</param>
internal sealed record ClassNames(Decision<IReadOnlyList<string>> Names, Decision<string>? Positive)
{
    /// <param name="file">The file.</param>
    /// <param name="output">The output read.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="declarations">What is said about the file.</param>
    /// <exception cref="UserInputException">The labels do not fit, or the positive class is not known.</exception>
    public static ClassNames Of(OnnxFile file, OutputReading output, int columns, Declarations declarations)
    {
        var count = columns == 1 ? 2 : columns;
        // Labels within the graph are the truth; a card names the classes of a graph without.
        var names = output.Labels is { } labels ? new(labels, DecisionSource.Recognition)
            : declarations.Classes
            ?? new Decision<IReadOnlyList<string>>([.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))], DecisionSource.Recognition);
        if (names.Value.Count != count || names.Value.Distinct(StringComparer.Ordinal).Count() != count)
            throw new UserInputException("wrong-labels", FormattableString.Invariant($"'{file.Path}' has the classes {List(names.Value)} by {names.From}, but its output '{output.Name}' has {columns} columns; there must be one distinct label a class."), "Correct the card, or export the model again.");
        return new ClassNames(names, PositiveOf(file, names.Value, declarations.PositiveLabel));
    }

    /// <summary>What an importer says of them.</summary>
    public OnnxFinding Finding(OutputReading output) => new(
        "classes",
        FindingSeverity.Information,
        (output.Labels is not null ? $"The classes are {List(Names.Value)}, as the file labels them."
            : Names.Source == DecisionSource.Recognition ? $"The file has no class labels: the classes are {List(Names.Value)} by their place."
            : $"The classes are {List(Names.Value)}, by {Names.From}.") +
        (Positive is null ? "" : $" Positive is '{Positive.Value}', by {Positive.From}."),
        "Name another positive class with --positive or in a model card.");

    private static Decision<string>? PositiveOf(OnnxFile file, IReadOnlyList<string> names, Decision<string>? positive)
    {
        if (positive is not null)
        {
            return names.Contains(positive.Value)
                ? positive
                : throw new UserInputException("unknown-label", $"'{positive.Value}' is to be the positive class of '{file.Path}', by {positive.From}; its classes are {List(names)}.", "Name one of these.");
        }

        if (names.Count > 2)
            return null;
        return names.Order(StringComparer.Ordinal).SequenceEqual(["0", "1"])
            ? new Decision<string>("1", DecisionSource.Recognition)
            : throw new UserInputException(
                "unknown-positive-class",
                $"'{file.Path}' has the classes {List(names)} and does not say which one is positive.",
                $"Name it with --positive, or as \"positiveLabel\" in '{ModelCard.PathFor(file.FileName)}' beside the file.");
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
