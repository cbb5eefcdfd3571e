using System.Security.Cryptography;

namespace DarkMachines.Hosting.Results;

/// <summary>A file of scores, by what tells whether it is whole.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Hash of its content, in hexadecimal digits.</param>
public sealed record StoredFile(long Bytes, string Sha256)
{
    /// <summary>The files of a folder, by name.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">Which of them, such as <c>*.npy</c>.</param>
    public static IReadOnlyDictionary<string, StoredFile> Of(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).ToDictionary(file => Path.GetFileName(file), Read);

    /// <summary>True if a file has this length; its content is not looked at.</summary>
    /// <param name="path">The file.</param>
    public bool HasLengthOf(string path) => new FileInfo(path) is { Exists: true } file && file.Length == Bytes;

    private static StoredFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        return new StoredFile(stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
