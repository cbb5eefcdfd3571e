using DarkMachines.Data.Slha;

namespace DarkMachines.Challenges.Surrogates;

/// <summary>Units of parameters whose names alone are known.</summary>
public static class ParameterUnits
{
    /// <summary>
    /// The columns with units and descriptions of a set of parameters: the one given, or else one that ships. Nothing is
    /// added unless every column is a parameter of that set, as a name alone may be another's.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="set">The set; null for those that ship.</param>
    public static IReadOnlyList<Feature> Described(IReadOnlyList<Feature> columns, SlhaParameters? set = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        IEnumerable<SlhaParameters> sets = set is not null ? [set] : SlhaParameters.ShippedNames.Select(SlhaParameters.Load);
        var known = sets
            .Select(one => columns.Select(column => one.Parameters.FirstOrDefault(parameter => parameter.Name == column.Name)).ToArray())
            .FirstOrDefault(found => found.All(parameter => parameter is not null));
        return known is null ? columns : [.. columns.Zip(known, (column, parameter) => column.Unit is "" ? column with { Unit = parameter!.Unit, Description = parameter.Description } : column)];
    }
}
