using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace DarkMachines.Hosting.Tests.Plugins;

/// <summary>Changes what an assembly file says it refers to.</summary>
internal static class AssemblyPatch
{
    public static void SetMajorVersion(string path, string reference, byte major) => Patch(path, reference, (reader, handle) =>
    {
        var row = MetadataTokens.GetRowNumber(handle) - 1;
        return (reader.GetTableMetadataOffset(TableIndex.AssemblyRef) + row * reader.GetTableRowSize(TableIndex.AssemblyRef), [major, 0]);
    });

    /// <summary>The new name must not be longer than the old one.</summary>
    public static void Rename(string path, string reference, string name) => Patch(path, reference, (reader, handle) =>
        (reader.GetHeapMetadataOffset(HeapIndex.String) + reader.GetHeapOffset(reader.GetAssemblyReference(handle).Name), Encoding.UTF8.GetBytes(name + "\0")));

    private static void Patch(
        string path, string reference, Func<MetadataReader, AssemblyReferenceHandle, (int Offset, byte[] Bytes)> change)
    {
        var bytes = File.ReadAllBytes(path);
        using var image = new PEReader(new MemoryStream(bytes));
        var reader = image.GetMetadataReader();
        var handle = reader.AssemblyReferences.Single(r => reader.GetString(reader.GetAssemblyReference(r).Name) == reference);
        var (offset, replacement) = change(reader, handle);
        replacement.CopyTo(bytes, image.PEHeaders.MetadataStartOffset + offset);
        File.WriteAllBytes(path, bytes);
    }
}
