using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DarkMachines.Conformance;

/// <summary>Rules for the class of an algorithm and for its options.</summary>
internal static class DeclarationRules
{
    private static readonly Type[] Roles = [typeof(IClassifier), typeof(IAnomalyDetector), typeof(ISurrogate)];

    /// <summary>The rules.</summary>
    public static IReadOnlyList<DeclarationRule> All { get; } =
    [
        new("names-its-algorithm", "Users choose an algorithm by a name that can be typed anywhere.", NamesItsAlgorithm),
        new("takes-a-role", "A host runs what it knows the verbs of.", TakesARole),
        new("constructor-takes-options", "A host makes any algorithm the same way, from options that it made itself.", type => OptionsOf(type)),
        new("options-are-immutable", "A result records its options; they must be those that the fit saw.", OptionsAreImmutable),
        new("numbers-have-ranges", "A range tells users what makes sense, and keeps typing errors out of results.", NumbersHaveRanges),
        new("options-out-of-range-are-refused", "Options may come from code that no host has checked.", OptionsOutOfRangeAreRefused),
    ];

    private static void NamesItsAlgorithm(Type type)
    {
        var attribute = type.GetCustomAttribute<AlgorithmAttribute>();
        Expect.That(attribute is not null, $"expected [Algorithm(\"name\", \"summary\")] on class {type.Name}; it has none.");
        var isWellFormed = attribute!.Name.Length > 0 && attribute.Name.All(c => c is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9'));
        Expect.That(isWellFormed, $"expected a name of lower-case letters, digits and hyphens; came '{attribute.Name}'.");
        Expect.That(
            attribute.Summary.Length > 0 && !attribute.Summary.Contains('\n', StringComparison.Ordinal),
            $"expected a summary of one line; came '{attribute.Summary}'.");
    }

    private static void TakesARole(Type type) => Expect.That(
        Array.Exists(Roles, role => role.IsAssignableFrom(type)),
        $"expected class {type.Name} to implement IClassifier, IAnomalyDetector, IDensityEstimator, IAutoencoder or ISurrogate; it implements none.");

    private static Type OptionsOf(Type type)
    {
        var constructors = type.GetConstructors();
        Expect.That(
            constructors.Length == 1 && constructors[0].GetParameters().Length == 1,
            $"expected one public constructor of class {type.Name}, with the options as its only parameter; came {constructors.Length} with {string.Join(" and ", constructors.Select(c => c.GetParameters().Length))} parameters.");
        var options = constructors[0].GetParameters()[0].ParameterType;
        Expect.That(options.GetConstructor([]) is not null, $"expected options {options.Name} to have a public constructor without parameters, that is a default for every property.");
        return options;
    }

    private static void OptionsAreImmutable(Type type)
    {
        foreach (var property in OptionsOf(type).GetProperties())
        {
            var isInit = property.SetMethod is not { } set || set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            Expect.That(isInit, $"expected option {property.Name} to be init-only; it can be set at any time.");
        }
    }

    private static void NumbersHaveRanges(Type type)
    {
        foreach (var property in OptionsOf(type).GetProperties().Where(p => IsNumber(p.PropertyType)))
            Expect.That(property.GetCustomAttribute<RangeAttribute>() is not null, $"expected a [Range] on option {property.Name}; it has none.");
    }

    private static void OptionsOutOfRangeAreRefused(Type type)
    {
        var optionsType = OptionsOf(type);
        foreach (var property in optionsType.GetProperties().Where(p => p.SetMethod is not null))
        {
            if (property.GetCustomAttribute<RangeAttribute>() is not { } range || ValueOutside(range, property.PropertyType) is not { } outside)
                continue;
            var options = Activator.CreateInstance(optionsType)!;
            property.SetValue(options, outside);
            Expect.Throws<UserInputException>(
                () => type.GetConstructors()[0].Invoke(BindingFlags.DoNotWrapExceptions, null, [options], null),
                string.Create(CultureInfo.InvariantCulture, $"option {property.Name} = {outside}, whose range is {Options.Describe(range)}"));
        }
    }

    /// <summary>A value outside the range, of the option's type; null if the range leaves none.</summary>
    private static object? ValueOutside(RangeAttribute range, Type type)
    {
        var number = Nullable.GetUnderlyingType(type) ?? type;
        double least = Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), most = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        foreach (var outside in new[] { least - Math.Max(1, Math.Abs(least)), most + Math.Max(1, Math.Abs(most)) })
        {
            try
            {
                if (double.IsFinite(outside))
                    return Convert.ChangeType(outside, number, CultureInfo.InvariantCulture);
            }
            catch (OverflowException)
            {
                // The type has no such value; the other side may have one.
            }
        }

        return null;
    }

    private static bool IsNumber(Type type) =>
        Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) is >= TypeCode.SByte and <= TypeCode.Decimal && !type.IsEnum;
}
