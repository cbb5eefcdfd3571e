using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>The names of the plugins that the user switched off in a workspace, kept in <c>plugins.disabled.json</c>.</summary>
/// <param name="workspace">The workspace.</param>
public sealed partial class DisabledPlugins(Workspace workspace)
{
    /// <summary>Name of the file in the workspace.</summary>
    public const string FileName = "plugins.disabled.json";

    private const int FormatVersion = 1;

    private readonly string _path = Path.Combine(workspace.Directory, FileName);

    /// <summary>The names, in ordinal order.</summary>
    /// <exception cref="UserInputException">The file cannot be read.</exception>
    public IReadOnlyList<string> Read()
    {
        var remedy = $"Delete '{_path}', and disable the plugins again with 'darkmachines plugins disable NAME'.";
        var document = StateFile.Read(_path, DisabledJson.Default.Document, remedy);
        if (document is not null && (document.Version != FormatVersion || document.Disabled.Contains(null!)))
            throw new UserInputException("plugin-state-unreadable", $"'{_path}' is no list of disabled plugins of version {FormatVersion}.", remedy);
        return document?.Disabled ?? [];
    }

    /// <summary>Switches a plugin off.</summary>
    /// <returns>False if it was off already.</returns>
    /// <exception cref="UserInputException">The file cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public bool Add(string name) => Change(name, isDisabled: true);

    /// <summary>Switches a plugin on again.</summary>
    /// <returns>False if it was not off.</returns>
    /// <exception cref="UserInputException">The file cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public bool Remove(string name) => Change(name, isDisabled: false);

    private bool Change(string name, bool isDisabled)
    {
        var names = Read();
        if (names.Contains(name) == isDisabled)
            return false;
        string[] changed = [.. names.Where(n => n != name).Concat(isDisabled ? [name] : []).Order(StringComparer.Ordinal)];
        StateFile.Write(_path, JsonSerializer.Serialize(new Document(FormatVersion, changed), DisabledJson.Default.Document));
        return true;
    }

    internal sealed record Document(int Version, IReadOnlyList<string> Disabled);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class DisabledJson : JsonSerializerContext;
}
