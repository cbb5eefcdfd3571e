using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace DarkMachines.Hosting.Tests.Plugins;

/// <summary>Changes what an assembly file says it refers to.</summary>
internal static class AssemblyPatch
{
    private const int OffsetOfMajorVersion = 4; // of a row of the table Assembly, after the hash algorithm

    public static void SetMajorVersion(string path, string reference, byte major) => Patch(path, reference, (reader, handle) =>
    {
        var row = MetadataTokens.GetRowNumber(handle) - 1;
        return (reader.GetTableMetadataOffset(TableIndex.AssemblyRef) + row * reader.GetTableRowSize(TableIndex.AssemblyRef), [major, 0]);
    });

    /// <summary>The new name must not be longer than the old one.</summary>
    public static void Rename(string path, string reference, string name) => Patch(path, reference, (reader, handle) =>
        (reader.GetHeapMetadataOffset(HeapIndex.String) + reader.GetHeapOffset(reader.GetAssemblyReference(handle).Name), Encoding.UTF8.GetBytes(name + "\0")));

    /// <summary>Changes the assembly's own name, and the names of the same letters that share its place, such as a namespace.</summary>
    public static void RenameSelf(string path, string name) => Patch(path, reader =>
        (reader.GetHeapMetadataOffset(HeapIndex.String) + reader.GetHeapOffset(reader.GetAssemblyDefinition().Name), Encoding.UTF8.GetBytes(name + "\0")));

    public static void SetOwnMajorVersion(string path, byte major) => Patch(path, reader =>
        (reader.GetTableMetadataOffset(TableIndex.Assembly) + OffsetOfMajorVersion, [major, 0]));

    private static void Patch(
        string path, string reference, Func<MetadataReader, AssemblyReferenceHandle, (int Offset, byte[] Bytes)> change) => Patch(path, reader =>
        change(reader, reader.AssemblyReferences.Single(r => reader.GetString(reader.GetAssemblyReference(r).Name) == reference)));

    private static void Patch(string path, Func<MetadataReader, (int Offset, byte[] Bytes)> change)
    {
        var bytes = File.ReadAllBytes(path);
        using var image = new PEReader(new MemoryStream(bytes));
        var (offset, replacement) = change(image.GetMetadataReader());
        replacement.CopyTo(bytes, image.PEHeaders.MetadataStartOffset + offset);
        File.WriteAllBytes(path, bytes);
    }
}
