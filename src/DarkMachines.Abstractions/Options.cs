using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace DarkMachines;

/// <summary>
/// The check of an options record: each property's validation attributes, such as <see cref="RangeAttribute"/>.
/// An algorithm's constructor calls <see cref="Validate{T}"/>; the host reports <see cref="Errors"/> with its own.
/// </summary>
public static class Options
{
    /// <summary>Returns the options, or throws one exception that lists every value outside its range.</summary>
    /// <typeparam name="T">Type of the options record.</typeparam>
    /// <param name="options">The options.</param>
    /// <exception cref="UsageException">At least one value is outside its range.</exception>
    public static T Validate<T>(T options) where T : class
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = Errors(options);
        return errors.Count == 0
            ? options
            : throw new UsageException("invalid-option", string.Join(" ", errors), "Choose values within the ranges.");
    }

    /// <summary>One sentence for each value outside its range; empty if all are right.</summary>
    /// <param name="options">The options.</param>
    public static IReadOnlyList<string> Errors(object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new List<string>();
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(options);
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!(rule is RangeAttribute range ? Contains(range, value) : rule.IsValid(value)))
                    errors.Add(Sentence(KebabCase(property.Name), value, rule));
            }
        }

        return errors;
    }

    /// <summary>The name of a property as users write it: <c>MaxDepth</c> is <c>max-depth</c>.</summary>
    /// <param name="name">Name of the property.</param>
    public static string KebabCase(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
    }

    /// <summary>A range in words: <c>1 to 100</c>, <c>more than 0 to 1</c>, <c>1 or more</c>.</summary>
    /// <param name="range">The attribute of a numeric property.</param>
    public static string Describe(RangeAttribute range)
    {
        ArgumentNullException.ThrowIfNull(range);
        double least = Number(range.Minimum), most = Number(range.Maximum);
        var low = (range.MinimumIsExclusive ? "more than " : "") + Text(range.Minimum);
        var isOpen = double.IsPositiveInfinity(most) || most is int.MaxValue or long.MaxValue or double.MaxValue;
        return isOpen ? (range.MinimumIsExclusive ? low : $"{low} or more")
            : double.IsNegativeInfinity(least) || least is double.MinValue ? (range.MaximumIsExclusive ? $"less than {Text(range.Maximum)}" : $"at most {Text(range.Maximum)}")
            : $"{low} to {(range.MaximumIsExclusive ? "less than " : "")}{Text(range.Maximum)}";
    }

    // The attribute's own check converts the value to the bounds' type first: 1.4 would pass as within 0 to 1.
    private static bool Contains(RangeAttribute range, object? value)
    {
        if (value is null)
            return true;
        double number = Number(value), least = Number(range.Minimum), most = Number(range.Maximum);
        return (range.MinimumIsExclusive ? number > least : number >= least)
            && (range.MaximumIsExclusive ? number < most : number <= most);
    }

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Sentence(string name, object? value, ValidationAttribute rule) => rule is RangeAttribute range
        ? $"Option '{name}' is {Text(value)}; its range is {Describe(range)}."
        : $"Option '{name}' is {Text(value)}: {rule.FormatErrorMessage(name)}";
}
