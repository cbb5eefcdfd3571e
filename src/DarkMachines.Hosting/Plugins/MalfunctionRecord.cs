using System.Text.Json;
using System.Text.Json.Serialization;
using DarkMachines.Hosting.Results;

namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// A small file that remembers which algorithms failed when they were used, so that listings, which run no plugin code,
/// can tell. An entry holds for one content of the assembly: it ends when the file changes. The record is an aid:
/// a file that cannot be read counts as empty, and one that cannot be written stays as it is.
/// </summary>
/// <param name="path">The file, in the workspace; its folder is made when there is something to remember.</param>
public sealed partial class MalfunctionRecord(string path)
{
    /// <summary>What is remembered, in the order of algorithms and hashes.</summary>
    public IReadOnlyList<Malfunction> Read()
    {
        if (!File.Exists(path))
            return [];
        try
        {
            var document = JsonSerializer.Deserialize(File.ReadAllText(path), Json.Default.Document);
            return [.. (document?.Malfunctions ?? []).OfType<Malfunction>()]; // null may stand in place of an entry
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Remembers a failure, in place of an earlier one of the same algorithm and assembly.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="failure">What <see cref="AlgorithmFactory"/> threw.</param>
    public void Add(AlgorithmEntry algorithm, PluginException failure)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(failure);
        Replace(algorithm, hash => [new Malfunction(hash, algorithm.Name, failure.Message, failure.Remedy)]);
    }

    /// <summary>Forgets the failure of an algorithm: it works now.</summary>
    /// <param name="algorithm">The algorithm.</param>
    public void Remove(AlgorithmEntry algorithm)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        if (Read().Any(m => m.Algorithm == algorithm.Name))
            Replace(algorithm, _ => []);
    }

    /// <summary>Remembers or forgets by what a trial came to: whether its algorithm could be made.</summary>
    /// <param name="catalogue">The plugins that the trial's entrant is from.</param>
    /// <param name="result">The trial's result.</param>
    public void Note(PluginCatalogue catalogue, TrialResult result)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(result);
        if (result.Source != "run" || catalogue.Algorithms.FirstOrDefault(a => a.Name == result.Algorithm) is not { } algorithm)
            return;
        if (result.Status == TrialStatus.Ok)
            Remove(algorithm);
        else if (result.Code is "plugin-failed" or "plugin-incomplete")
            Replace(algorithm, hash => [new Malfunction(hash, algorithm.Name, result.Reason!, "Mend the plugin and run it again.")]);
    }

    private void Replace(AlgorithmEntry algorithm, Func<string, Malfunction[]> replacement)
    {
        try
        {
            var hash = Plugin.HashOf(algorithm.AssemblyPath);
            var others = Read().Where(m => m.Algorithm != algorithm.Name || m.Sha256 != hash);
            var all = others.Concat(replacement(hash)).OrderBy(m => m.Algorithm, StringComparer.Ordinal).ThenBy(m => m.Sha256, StringComparer.Ordinal);
            StateFile.Write(path, JsonSerializer.Serialize(new Document(1, [.. all]), Json.Default.Document));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The caller is about to report the plugin's failure; that this could not be noted must not hide it.
        }
    }

    internal sealed record Document(int Version, IReadOnlyList<Malfunction> Malfunctions);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class Json : JsonSerializerContext;
}
