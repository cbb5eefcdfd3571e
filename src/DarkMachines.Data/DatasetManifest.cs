using System.Reflection;
using System.Text.Json;

namespace DarkMachines.Data;

/// <summary>What a dataset is, where it comes from and what its files hold: a JSON document of <see cref="CurrentSchema"/>.</summary>
/// <param name="Schema">Name and version of the document's form: <see cref="CurrentSchema"/>.</param>
/// <param name="Name">Name of the dataset, such as <c>dm-astro</c>.</param>
/// <param name="Description">One line that says what the dataset is.</param>
/// <param name="Citation">The publication to cite.</param>
/// <param name="Licence">Licence of the data.</param>
/// <param name="Addresses">Where the data can be had.</param>
/// <param name="Files">The files.</param>
public sealed record DatasetManifest(
    string Schema,
    string Name,
    string Description,
    string Citation,
    string Licence,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<DatasetFile> Files)
{
    /// <summary>The form of manifests that this version reads.</summary>
    public const string CurrentSchema = "darkmachines/dataset/1";

    private const string ResourcePrefix = "manifests/";

    private static Assembly Assembly => typeof(DatasetManifest).Assembly;

    /// <summary>Names of the manifests that ship, in alphabetical order.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } =
    [
        .. Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A manifest that ships.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UserInputException">There is none of that name (<c>unknown-dataset</c>).</exception>
    public static DatasetManifest Shipped(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(ResourcePrefix + name)
            ?? throw new UserInputException(
                "unknown-dataset", $"There is no dataset '{name}'.", $"Choose one of {string.Join(", ", ShippedNames)}.");
        return Parse(stream, $"{name}.json");
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="json">The document, in UTF-8.</param>
    /// <param name="source">Name of the document, for messages.</param>
    /// <exception cref="UserInputException">
    /// It is not a manifest (<c>manifest-invalid</c>) or one of another version (<c>manifest-version</c>); the message
    /// gives the place in the document.
    /// </exception>
    public static DatasetManifest Parse(Stream json, string source)
    {
        DatasetManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, DataJson.Default.DatasetManifest)
                ?? throw Invalid(source, "$", "the document is null");
        }
        catch (JsonException exception)
        {
            // The reader's message repeats the place in words of its own.
            throw Invalid(source, exception.Path ?? "$", exception.Message.Split(" Path: ")[0], exception);
        }

        if (manifest.Schema != CurrentSchema)
        {
            throw new UserInputException(
                "manifest-version",
                $"The manifest '{source}' is of the form '{manifest.Schema}' at $.schema; this version reads '{CurrentSchema}'.",
                "Use a manifest of that form, or a version of DarkMachines that reads this one.");
        }

        Check(manifest, source);
        return manifest;
    }

    /// <summary>The file of a path.</summary>
    /// <param name="path">Path below the data root, as in the manifest.</param>
    /// <exception cref="ArgumentException">The manifest has no such file.</exception>
    public DatasetFile File(string path) => Files.FirstOrDefault(file => file.Path == path)
        ?? throw new ArgumentException($"The manifest '{Name}' has no file '{path}'.", nameof(path));

    private static void Check(DatasetManifest manifest, string source)
    {
        for (var f = 0; f < manifest.Files.Count; f++)
        {
            var (file, at) = (manifest.Files[f], $"$.files[{f}]");
            if (file.Sha256.Length != 64 || !file.Sha256.All(char.IsAsciiHexDigitLower))
                throw Invalid(source, $"{at}.sha256", $"'{file.Sha256}' is not 64 lower-case hexadecimal digits");
            if (file.Path.Split('/').Contains("..") || System.IO.Path.IsPathRooted(file.Path))
                throw Invalid(source, $"{at}.path", $"'{file.Path}' leads out of the data root");
            if (file.Columns.Count == 0)
                throw Invalid(source, $"{at}.columns", "a file has at least one column");
            for (var b = 0; b < file.Blocks.Count; b++)
            {
                if (file.Blocks[b].Rows < 1)
                    throw Invalid(source, $"{at}.blocks[{b}].rows", $"{file.Blocks[b].Rows} is not a number of rows");
            }
        }
    }

    private static UserInputException Invalid(string source, string place, string what, Exception? inner = null) => new(
        "manifest-invalid",
        $"The manifest '{source}' is wrong at {place}: {what}{(what.EndsWith('.') ? "" : ".")}",
        "Correct the document; datasets/README.md describes its form.",
        inner);
}
