using System.Reflection;
using System.Text.Json;

namespace DarkMachines.Data.Slha;

/// <summary>
/// Which entries of SLHA files a model's parameters are: a JSON document of <see cref="CurrentSchema"/>, called
/// <c>parameters.json</c>.
/// </summary>
/// <param name="Schema">Name and version of the document's form: <see cref="CurrentSchema"/>.</param>
/// <param name="Name">Name of the set, such as <c>pmssm-19</c>.</param>
/// <param name="Description">One line that says what the parameters are, and where their ranges come from.</param>
/// <param name="Parameters">The parameters, in the order in which a model reads them.</param>
/// <param name="Citation">What to cite.</param>
public sealed record SlhaParameters(
    string Schema, string Name, string Description, IReadOnlyList<SlhaParameter> Parameters, string Citation = "")
{
    /// <summary>The form of documents that this version reads.</summary>
    public const string CurrentSchema = "darkmachines/slha-parameters/1";

    /// <summary>The set that is taken unless another is named: the 19 parameters of the phenomenological MSSM.</summary>
    public const string DefaultName = "pmssm-19";

    private const string ResourcePrefix = "slha-parameters/";

    private static Assembly Assembly => typeof(SlhaParameters).Assembly;

    /// <summary>Names of the sets that ship, in alphabetical order.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A set that ships, or one that a file describes.</summary>
    /// <param name="nameOrPath">Its name, or the path of a document.</param>
    /// <exception cref="UserInputException">There is neither, or the document is wrong; the message gives the place in it.</exception>
    public static SlhaParameters Load(string nameOrPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrPath);
        if (ShippedNames.Contains(nameOrPath))
            return Parse(Assembly.GetManifestResourceStream(ResourcePrefix + nameOrPath)!, nameOrPath);
        if (!File.Exists(nameOrPath))
        {
            throw new UserInputException(
                "unknown-parameters", $"'{nameOrPath}' is neither a file nor a set of parameters that ships.", $"Name a file, or one of {string.Join(", ", ShippedNames)}.");
        }

        using var stream = UserFile.Open(nameOrPath);
        return Parse(stream, nameOrPath);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document, in UTF-8.</param>
    /// <param name="source">Name of the document, for messages.</param>
    /// <exception cref="UserInputException">It is wrong (<c>parameters-invalid</c>); the message gives the place in it.</exception>
    public static SlhaParameters Parse(Stream json, string source)
    {
        try
        {
            var set = JsonSerializer.Deserialize(json, SlhaJson.Default.SlhaParameters) ?? throw Invalid(source, "$", "the document is null");
            return set.Checked(source);
        }
        catch (JsonException e)
        {
            // The reader's message repeats the place in words of its own.
            throw Invalid(source, e.Path ?? "$", e.Message.Split(" Path: ")[0].TrimEnd('.'), e);
        }
    }

    /// <summary>The parameters' values in a spectrum, in order.</summary>
    /// <param name="file">The spectrum.</param>
    /// <exception cref="UserInputException">An entry is missing (<c>parameter-missing</c>) or is no finite number (<c>not-a-number</c>).</exception>
    public double[] Read(SlhaFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return [.. Parameters.Select(parameter => parameter.Read(file))];
    }

    private SlhaParameters Checked(string source)
    {
        if (Schema != CurrentSchema)
            throw Invalid(source, "$.schema", $"it is '{Schema}'; this version reads '{CurrentSchema}'");
        if (Parameters.Count == 0)
            throw Invalid(source, "$.parameters", "there must be one at least");
        for (var i = 0; i < Parameters.Count; i++)
        {
            var (parameter, at) = (Parameters[i], FormattableString.Invariant($"$.parameters[{i}]"));
            if (Parameters.Take(i).Any(other => other.Name == parameter.Name))
                throw Invalid(source, $"{at}.name", $"'{parameter.Name}' is there twice");
            if (parameter.Min is null != parameter.Max is null || parameter.Min > parameter.Max)
                throw Invalid(source, $"{at}.min", "min and max go together, the lesser first");
            if (parameter.Scale <= 0)
                throw Invalid(source, $"{at}.scale", "a scale is greater than zero");
        }

        return this;
    }

    private static UserInputException Invalid(string source, string place, string what, Exception? inner = null) => new(
        "parameters-invalid", $"The parameters '{source}' are wrong at {place}: {what}.", "Correct the document; docs/surrogates.md describes its form.", inner);
}
