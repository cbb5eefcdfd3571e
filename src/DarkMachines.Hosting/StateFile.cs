using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DarkMachines.Hosting;

/// <summary>Reads and writes the small documents of a workspace.</summary>
public static class StateFile
{
    /// <summary>Reads a document.</summary>
    /// <typeparam name="T">What the document holds.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="type">The document's type.</param>
    /// <param name="remedy">What to do when it cannot be read: one sentence.</param>
    /// <param name="code">Code of the failure.</param>
    /// <returns>The document; null if there is no file.</returns>
    /// <exception cref="UserInputException">The file cannot be read, or is no such document.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type, string remedy, string code = "plugin-state-unreadable")
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), type) ?? throw new JsonException("it holds null");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserInputException(code, $"'{path}' cannot be read: {failure.Message}", remedy, failure);
        }
    }

    /// <summary>Writes a file. Another process reads either the old file or the new one, never half of one.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="text">All that it shall hold.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, string text)
    {
        var fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        var draft = $"{fullPath}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        File.WriteAllText(draft, text);
        File.Move(draft, fullPath, overwrite: true);
    }
}
