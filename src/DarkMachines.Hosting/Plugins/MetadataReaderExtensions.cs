using System.Reflection;
using System.Reflection.Metadata;

namespace DarkMachines.Hosting.Plugins;

/// <summary>The questions about types that discovery asks of metadata.</summary>
internal static class MetadataReaderExtensions
{
    /// <summary>The name of a type of the contracts; null for any other type.</summary>
    public static string? ContractTypeName(this MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeReference)
            return null;
        var type = reader.GetTypeReference((TypeReferenceHandle)handle);
        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
            return null;
        var assembly = reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
        var isContract = reader.StringComparer.Equals(assembly.Name, HostAssemblies.Contracts)
            && reader.StringComparer.Equals(type.Namespace, nameof(DarkMachines));
        return isContract ? reader.GetString(type.Name) : null;
    }

    /// <summary>The name by which <see cref="Assembly.GetType(string)"/> finds a type.</summary>
    public static string FullName(this MetadataReader reader, TypeDefinitionHandle type)
    {
        var name = "";
        var seen = new HashSet<TypeDefinitionHandle>();

        // In a damaged file a type may enclose itself.
        for (var handle = type; !handle.IsNil && seen.Add(handle); handle = reader.GetTypeDefinition(handle).GetDeclaringType())
        {
            var definition = reader.GetTypeDefinition(handle);
            var space = reader.GetString(definition.Namespace);
            var own = reader.GetString(definition.Name);
            name = (space.Length == 0 ? own : $"{space}.{own}") + (name.Length == 0 ? "" : $"+{name}");
        }

        return name;
    }

    /// <summary>A type and those of its base classes that are in the same assembly.</summary>
    public static IEnumerable<TypeDefinitionHandle> SelfAndBases(this MetadataReader reader, TypeDefinitionHandle type)
    {
        // In a damaged file a class may be its own ancestor.
        var seen = new HashSet<TypeDefinitionHandle>();
        for (TypeDefinitionHandle? current = type; current is { } handle && seen.Add(handle); current = reader.BaseOf(handle))
            yield return handle;
    }

    /// <summary>The public constructors of a type.</summary>
    public static IEnumerable<MethodDefinition> PublicConstructors(this MetadataReader reader, TypeDefinition type) => type
        .GetMethods()
        .Select(reader.GetMethodDefinition)
        .Where(method => (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
            && reader.StringComparer.Equals(method.Name, ConstructorInfo.ConstructorName));

    /// <summary>Number of parameters of a constructor.</summary>
    public static int ParameterCount(this MetadataReader reader, MethodDefinition constructor)
    {
        var signature = reader.GetBlobReader(constructor.Signature);
        signature.ReadSignatureHeader();
        return signature.ReadCompressedInteger();
    }

    /// <summary>The class that is the only parameter of a constructor; null if there is another number, or it is no plain class.</summary>
    public static EntityHandle? OnlyParameter(this MetadataReader reader, MethodDefinition constructor)
    {
        var signature = reader.GetBlobReader(constructor.Signature);
        signature.ReadSignatureHeader();
        if (signature.ReadCompressedInteger() != 1)
            return null;
        signature.ReadSignatureTypeCode(); // what is returned: nothing
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.TypeHandle ? signature.ReadTypeHandle() : null;
    }

    private static TypeDefinitionHandle? BaseOf(this MetadataReader reader, TypeDefinitionHandle type)
    {
        var handle = reader.GetTypeDefinition(type).BaseType;
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            // A base class Base<Options> is given as an instance of the generic type Base<>.
            var signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance
                || signature.ReadSignatureTypeCode() != SignatureTypeCode.TypeHandle)
                return null;
            handle = signature.ReadTypeHandle();
        }

        return handle.Kind == HandleKind.TypeDefinition && !handle.IsNil ? (TypeDefinitionHandle)handle : null;
    }
}
