using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DarkMachines.Hosting.Slurm;

/// <summary>
/// Copies of files on the shared folder, each under the hash of what is in it: the same files are copied once, whoever
/// comes first, and a copy that is in use is never changed.
/// </summary>
/// <param name="root">The folder of the copies.</param>
internal sealed class SharedFiles(string root)
{
    // Nobody else may write: a node refuses plugins that others could have changed.
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ExecuteMode = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly Dictionary<string, string> _copies = [];

    /// <summary>Copies everything in a folder.</summary>
    /// <returns>The copy; it has the folder's name.</returns>
    public string Folder(string path)
    {
        if (!_copies.TryGetValue(path, out var copy))
            _copies[path] = copy = Put(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), SourceFile.Below(path));
        return copy;
    }

    /// <summary>Copies a file.</summary>
    /// <returns>The copy; it has the file's name.</returns>
    public string File(string path)
    {
        if (!_copies.TryGetValue(path, out var copy))
            _copies[path] = copy = Path.Combine(Put("file", [new SourceFile(path, Path.GetFileName(path))]), Path.GetFileName(path));
        return copy;
    }

    /// <summary>Copies files into a folder of that name.</summary>
    public string Put(string name, IReadOnlyList<SourceFile> files)
    {
        var parent = Path.Combine(root, Hash(files));
        var copy = Path.Combine(parent, name);
        if (Directory.Exists(copy))
            return copy;
        MakeFolder(root);
        MakeFolder(parent);
        var draft = $"{copy}.{Guid.NewGuid():n}.unfinished";
        MakeFolder(draft);
        foreach (var file in files)
            Copy(file.Path, Path.Combine(draft, file.Name));
        try
        {
            Directory.Move(draft, copy);
        }
        catch (IOException) when (Directory.Exists(copy))
        {
            // Another run was quicker; both copied the same.
            Directory.Delete(draft, recursive: true);
        }

        return copy;
    }

    private static void Copy(string from, string to)
    {
        MakeFolder(Path.GetDirectoryName(to)!);
        System.IO.File.Copy(from, to);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(to, FileMode | (IsExecutable(from) ? ExecuteMode : UnixFileMode.None));
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, FileMode | ExecuteMode);
    }

    private static bool IsExecutable(string path) => !OperatingSystem.IsWindows() && System.IO.File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);

    private static string Hash(IReadOnlyList<SourceFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (var file in files)
        {
            using var content = System.IO.File.OpenRead(file.Path);
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}\0{(IsExecutable(file.Path) ? 'x' : '-')}"));
            hash.AppendData(length);
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
