using System.Globalization;
using System.IO.Compression;

namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>
/// Unpacks a zip archive that nobody vouches for. All names are checked before anything is written; sizes are counted
/// while writing, whatever the archive says of itself.
/// </summary>
internal static class PluginArchive
{
    private const int UnixFileTypeMask = 0xF000;
    private const int UnixRegularFile = 0x8000;
    private const int UnixFolder = 0x4000;
    private const int BufferSize = 1 << 16;

    /// <summary>Unpacks an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">An empty folder to unpack into.</param>
    /// <exception cref="UserInputException">The archive is damaged, or holds what no plugin's archive may.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Extract(string path, string folder)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            Require(archive.Entries.Count <= PackageLimits.Entries, path, $"it has {archive.Entries.Count} entries, and at most {PackageLimits.Entries} are allowed");
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in archive.Entries)
                RequirePlainEntry(path, entry, names);
            var budget = Math.Min(PackageLimits.Bytes, Math.Max(PackageLimits.FreeBytes, PackageLimits.Expansion * new FileInfo(path).Length));
            foreach (var entry in archive.Entries)
                budget = Extract(path, entry, Path.Combine(folder, entry.FullName), budget);
        }
        catch (InvalidDataException damage)
        {
            throw Refusal(path, $"it is no zip archive, or is damaged ({damage.Message.TrimEnd('.')})", damage);
        }
    }

    private static void RequirePlainEntry(string archive, ZipArchiveEntry entry, HashSet<string> names)
    {
        var name = entry.FullName;
        var shown = string.Concat(name.Take(PackageLimits.PathLength).Select(c => char.IsControl(c) ? '?' : c));
        Require(name.Length is > 0 and <= PackageLimits.PathLength, archive, $"the path '{shown}' is empty or longer than {PackageLimits.PathLength} characters");
        Require(!name.Any(c => char.IsControl(c) || c is '\\' or ':'), archive, $"the path '{shown}' has a character that paths in plugins may not have");
        Require(!name.StartsWith('/') && !name.TrimEnd('/').Split('/').Any(part => part is "" or "." or ".."), archive, $"the path '{shown}' leads out of the plugin's folder");
        Require(names.Add(name.TrimEnd('/')), archive, $"the path '{shown}' is there twice");
        var type = (entry.ExternalAttributes >> 16) & UnixFileTypeMask;
        Require(type is 0 or UnixRegularFile or UnixFolder, archive, $"'{shown}' is a link or a special file");
        Require(!entry.IsEncrypted, archive, $"'{shown}' is encrypted");
    }

    // Returns what is left of the budget of bytes.
    private static long Extract(string archive, ZipArchiveEntry entry, string target, long budget)
    {
        if (entry.FullName.EndsWith('/'))
        {
            Directory.CreateDirectory(target);
            return budget;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var from = entry.Open();
        using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[BufferSize];
        for (var count = from.Read(buffer); count > 0; count = from.Read(buffer))
        {
            budget -= count;
            Require(budget >= 0, archive, string.Create(CultureInfo.InvariantCulture, $"it unpacks to more than {PackageLimits.Expansion} times its size, or to more than {PackageLimits.Bytes} bytes"));
            to.Write(buffer, 0, count);
        }

        return budget;
    }

    private static void Require(bool isAllowed, string archive, string fault)
    {
        if (!isAllowed)
            throw Refusal(archive, fault, cause: null);
    }

    private static UserInputException Refusal(string archive, string fault, Exception? cause) => new(
        "unsafe-archive",
        $"The archive '{archive}' is refused: {fault}.",
        "Pack the output folder of the plugin's build as a plain zip archive, or add the folder itself.",
        cause);
}
