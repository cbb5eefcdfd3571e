using System.Globalization;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>The classes that labels name, in order: numbers ascending, or else by the letters. The last of two is positive.</summary>
internal static class LabelNames
{
    /// <exception cref="UserInputException">There are fewer than two classes, or as many as only numbers to be predicted have.</exception>
    public static string[] Of(string[] labels, string table, string? positive)
    {
        const int most = 1000;
        var names = labels.Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length is < 2 or > most)
        {
            throw new UserInputException(
                "wrong-labels",
                names.Length < 2 ? $"All rows of '{table}' have the label '{names.FirstOrDefault()}'; two are needed." : $"The labels of '{table}' have {names.Length} different values; classes are at most {most}.",
                names.Length < 2 ? "Give rows of two classes or more." : "To predict values say --as surrogate.");
        }

        names = Array.TrueForAll(names, name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? [.. names.OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture))]
            : [.. names.Order(StringComparer.Ordinal)];
        if (positive is null)
            return names;
        return names.Contains(positive)
            ? [.. names.Where(name => name != positive), positive]
            : throw new UsageException("unknown-label", $"'{positive}' is to be the positive label; '{table}' has {string.Join(", ", names.Select(name => $"'{name}'"))}.", "Name one of these.");
    }

    /// <summary>The labels as indices into the classes.</summary>
    /// <exception cref="UserInputException">A label is none of the classes.</exception>
    public static int[] Indices(string[] labels, IReadOnlyList<string> classes, string table)
    {
        var places = classes.Select((name, k) => KeyValuePair.Create(name, k)).ToDictionary(StringComparer.Ordinal);
        return [.. labels.Select(label => places.TryGetValue(label, out var place)
            ? place
            : throw new UserInputException("unknown-label", $"'{table}' has the label '{label}', which is none of the model's classes: {string.Join(", ", classes)}.", "Train on rows of this class too, or leave them out."))];
    }

    /// <summary>True where the label is the last of two classes.</summary>
    /// <exception cref="UserInputException">There are other than two classes.</exception>
    public static bool[] IsSignal(string[] labels, string table, string? positive)
    {
        var names = Of(labels, table, positive);
        return names.Length == 2
            ? [.. labels.Select(label => label == names[1])]
            : throw new UserInputException("wrong-labels", $"'{table}' has {names.Length} labels; background and signal are two.", "Give labels of two values, such as 0 and 1.");
    }
}
