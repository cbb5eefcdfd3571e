using System.IO.Compression;
using System.Numerics;

namespace DarkMachines.Data;

/// <summary>Reads arrays from NumPy's NPZ archives: ZIP files of NPY files, as <c>numpy.savez</c> writes them, compressed or not.</summary>
public static class NpzFile
{
    // Deflate makes at most 1032 bytes of one; an entry that claims more is damaged, and would only ask for memory.
    private const long LargestExpansion = 1032;

    /// <summary>Reads an array of an archive as float32; other values are rounded to it.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="array">Name of the array.</param>
    /// <exception cref="UserInputException">
    /// The file cannot be read (<c>file-missing</c>, <c>file-unreadable</c>), is no NPZ archive (<c>npz-unreadable</c>), has
    /// no such array (<c>npz-array-missing</c>), or the array is not what <see cref="NpyFile.ReadSingles"/> expects.
    /// </exception>
    public static NpyArray<float> ReadSingles(string path, string array) => Read<float>(path, array);

    private static NpyArray<T> Read<T>(string path, string array) where T : unmanaged, INumber<T>
    {
        using var file = UserFile.Open(path);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var entry = archive.GetEntry($"{array}.npy") ?? throw new UserInputException(
                "npz-array-missing",
                $"The archive '{path}' has no array '{array}'; it has {string.Join(", ", archive.Entries.Select(e => Path.GetFileNameWithoutExtension(e.Name)))}.",
                $"Write it again with numpy.savez(…, {array}=…).");
            if (entry.Length > Math.Min(Array.MaxLength, LargestExpansion * (entry.CompressedLength + 1)))
                throw Unreadable(path, "claims an array of impossible size", null);
            using var bytes = new MemoryStream((int)entry.Length);
            using (var compressed = entry.Open())
                compressed.CopyTo(bytes);
            bytes.Position = 0;
            return NpyFile.Read<T>(bytes, $"{path}#{array}");
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            throw Unreadable(path, "is damaged or no NPZ archive", damage);
        }
    }

    private static UserInputException Unreadable(string path, string what, Exception? inner) => new(
        "npz-unreadable", $"The file '{path}' {what}.", "Write it again with numpy.savez, or fetch it again.", inner);
}
