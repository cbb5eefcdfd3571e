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
                var isNotANumber = value is double.NaN or float.NaN;
                if (isNotANumber || !rule.IsValid(value))
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

    private static string Sentence(string name, object? value, ValidationAttribute rule)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        return rule is RangeAttribute range
            ? string.Create(CultureInfo.InvariantCulture, $"Option '{name}' is {text}, outside {range.Minimum} to {range.Maximum}.")
            : $"Option '{name}' is {text}: {rule.FormatErrorMessage(name)}";
    }
}
