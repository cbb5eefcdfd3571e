using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>
/// The pins of a workspace, kept in <c>plugins.lock.json</c>: SHA-256 of every file of every plugin. While there are pins,
/// a plugin that is not among them, or has changed, is not used. They hold wherever the plugin lies.
/// </summary>
/// <param name="workspace">The workspace.</param>
public sealed partial class PluginPins(Workspace workspace)
{
    /// <summary>Name of the file in the workspace.</summary>
    public const string FileName = "plugins.lock.json";

    private const int FormatVersion = 1;

    /// <summary>Full path of the file; it exists while plugins are pinned.</summary>
    public string Path { get; } = System.IO.Path.Combine(workspace.Directory, FileName);

    /// <summary>What is pinned; null if plugins are not pinned.</summary>
    /// <exception cref="UserInputException">The file cannot be read: then nothing may run, for nobody knows what was pinned.</exception>
    public IReadOnlyList<PinnedPlugin>? Read()
    {
        const string Remedy = "Pin the plugins again with 'darkmachines plugins pin', or end pinning with 'darkmachines plugins unpin'.";
        var document = StateFile.Read(Path, PinsJson.Default.Document, Remedy);
        if (document is not null && (document.Version != FormatVersion || !document.IsComplete))
            throw new UserInputException("plugin-state-unreadable", $"'{Path}' is no list of pins of version {FormatVersion}.", Remedy);
        return document?.Plugins;
    }

    /// <summary>Pins plugins in place of all that was pinned before.</summary>
    /// <param name="plugins">The plugins, broken ones too. One whose files cannot be read, or may be written to by others, is left out.</param>
    /// <returns>What is pinned, in the order of names.</returns>
    /// <exception cref="UserInputException">A plugin cannot be read, or the file cannot be written; earlier pins then stay.</exception>
    public IReadOnlyList<PinnedPlugin> Pin(IReadOnlyList<Plugin> plugins)
    {
        try
        {
            PinnedPlugin[] pinned =
            [
                .. plugins.Where(CanBePinned).Select(PinnedPlugin.Of).OrderBy(plugin => plugin.Name, StringComparer.Ordinal),
            ];
            StateFile.Write(Path, JsonSerializer.Serialize(new Document(FormatVersion, pinned), PinsJson.Default.Document));
            return pinned;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("plugins-not-pinned", $"The plugins could not be pinned: {failure.Message}", "Mend that, and pin them again.", failure);
        }
    }

    /// <summary>True if a plugin's files can be read and only its owner may change them.</summary>
    public static bool CanBePinned(Plugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        return plugin.Status is not (PluginStatus.UnsafeLocation or PluginStatus.Unreadable);
    }

    /// <summary>Ends pinning.</summary>
    /// <returns>False if plugins were not pinned.</returns>
    /// <exception cref="IOException">The file cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be removed.</exception>
    public bool Remove()
    {
        var wasPinned = File.Exists(Path);
        if (wasPinned)
            File.Delete(Path);
        return wasPinned;
    }

    internal sealed record Document(int Version, IReadOnlyList<PinnedPlugin> Plugins)
    {
        // Null may stand in place of an entry, and a file may be there twice.
        [JsonIgnore]
        public bool IsComplete => Plugins.All(plugin =>
            plugin is not null && plugin.Files.All(file => file is not null) && plugin.Files.DistinctBy(file => file.Path).Count() == plugin.Files.Count);
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class PinsJson : JsonSerializerContext;
}
