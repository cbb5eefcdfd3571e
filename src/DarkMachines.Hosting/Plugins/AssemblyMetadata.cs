using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DarkMachines.Hosting.Plugins;

/// <summary>What a .NET assembly says of itself, read from its file without loading it.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Version">Its version.</param>
/// <param name="References">The assemblies that it refers to.</param>
/// <param name="Algorithms">Its algorithms; empty if it was built for contracts that this host does not provide.</param>
internal sealed record AssemblyMetadata(
    string Name, Version Version, IReadOnlyList<AssemblyReferenceName> References, IReadOnlyList<AlgorithmMetadata> Algorithms)
{
    /// <summary>The version of the contracts it was built for; null if it does not refer to them.</summary>
    public Version? ContractVersion => References.FirstOrDefault(r => r.Name == HostAssemblies.Contracts)?.Version;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadImageFormatException">It is no .NET assembly, or is damaged.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static AssemblyMetadata Read(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            using var image = new PEReader(file);
            if (!image.HasMetadata || image.GetMetadataReader() is not { IsAssembly: true } reader)
                throw new BadImageFormatException();
            return Read(reader);
        }
        catch (Exception damage) when (damage is IOException or ArgumentException or InvalidOperationException
            or ArithmeticException or IndexOutOfRangeException or InvalidCastException)
        {
            // What the reader throws when the offsets in a damaged file lead nowhere.
            throw new BadImageFormatException(damage.Message, damage);
        }
    }

    private static AssemblyMetadata Read(MetadataReader reader)
    {
        var definition = reader.GetAssemblyDefinition();
        AssemblyReferenceName[] references =
        [
            .. reader.AssemblyReferences
                .Select(reader.GetAssemblyReference)
                .Select(reference => new AssemblyReferenceName(reader.GetString(reference.Name), reference.Version)),
        ];
        var assembly = new AssemblyMetadata(reader.GetString(definition.Name), definition.Version, references, []);
        return assembly.ContractVersion is { } contracts && HostAssemblies.ProvidesContracts(contracts)
            ? assembly with { Algorithms = AlgorithmMetadata.ReadAll(reader) }
            : assembly;
    }
}

/// <summary>The name and version by which one assembly refers to another.</summary>
internal sealed record AssemblyReferenceName(string Name, Version Version);
