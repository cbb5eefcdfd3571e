using System.Reflection;
using System.Reflection.Metadata;

namespace DarkMachines.Hosting.Plugins;

/// <summary>A class marked with <see cref="AlgorithmAttribute"/>, read from metadata.</summary>
/// <param name="TypeName">Full name of the class.</param>
/// <param name="Name">Name on the command line.</param>
/// <param name="Summary">One line that says what it is.</param>
/// <param name="Citation">The paper or book to cite.</param>
/// <param name="HandlesMissingValues">True if it takes NaN as a missing value.</param>
/// <param name="OnRequest">True if it takes part only when it is named.</param>
/// <param name="Kinds">What it can do.</param>
/// <param name="Fault">How the class breaks the contract, in one sentence; null if it keeps it.</param>
internal sealed record AlgorithmMetadata(
    string TypeName,
    string Name,
    string Summary,
    string Citation,
    bool HandlesMissingValues,
    bool OnRequest,
    IReadOnlyList<AlgorithmKind> Kinds,
    string? Fault)
{
    /// <summary>All algorithms of an assembly, in the order of their type names.</summary>
    /// <exception cref="BadImageFormatException">The file is damaged.</exception>
    public static IReadOnlyList<AlgorithmMetadata> ReadAll(MetadataReader reader) =>
    [
        .. reader.CustomAttributes
            .Select(reader.GetCustomAttribute)
            .Where(attribute => attribute.Parent.Kind == HandleKind.TypeDefinition && IsAlgorithmAttribute(reader, attribute))
            .Select(attribute => Read(reader, (TypeDefinitionHandle)attribute.Parent, attribute))
            .OrderBy(algorithm => algorithm.TypeName, StringComparer.Ordinal),
    ];

    private static bool IsAlgorithmAttribute(MetadataReader reader, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is var type
        && reader.ContractTypeName(type) == nameof(AlgorithmAttribute);

    private static AlgorithmMetadata Read(MetadataReader reader, TypeDefinitionHandle type, CustomAttribute attribute)
    {
        var value = attribute.DecodeValue(AttributeTypes.Instance);
        var named = value.NamedArguments.ToDictionary(argument => argument.Name ?? "", argument => argument.Value, StringComparer.Ordinal);
        var algorithm = new AlgorithmMetadata(
            reader.FullName(type),
            value.FixedArguments[0].Value as string ?? "",
            value.FixedArguments[1].Value as string ?? "",
            named.GetValueOrDefault(nameof(AlgorithmAttribute.Citation)) as string ?? "",
            named.GetValueOrDefault(nameof(AlgorithmAttribute.HandlesMissingValues)) is true,
            named.GetValueOrDefault(nameof(AlgorithmAttribute.OnRequest)) is true,
            KindsOf(reader, type),
            Fault: null);
        return algorithm with { Fault = algorithm.FindFault(reader, reader.GetTypeDefinition(type)) };
    }

    private static AlgorithmKind[] KindsOf(MetadataReader reader, TypeDefinitionHandle type) =>
    [
        .. reader.SelfAndBases(type)
            .SelectMany(t => reader.GetTypeDefinition(t).GetInterfaceImplementations())
            .Select(handle => reader.ContractTypeName(reader.GetInterfaceImplementation(handle).Interface))
            .Select(name => name switch
            {
                nameof(IClassifier) => AlgorithmKind.Classifier,
                nameof(IAnomalyDetector) => AlgorithmKind.AnomalyDetector,
                nameof(IDensityEstimator) => AlgorithmKind.DensityEstimator,
                nameof(IAutoencoder) => AlgorithmKind.Autoencoder,
                nameof(ISurrogate) => AlgorithmKind.Surrogate,
                _ => (AlgorithmKind?)null,
            })
            .OfType<AlgorithmKind>()
            .Distinct()
            .Order(),
    ];

    private string? FindFault(MetadataReader reader, TypeDefinition type)
    {
        if (Name.Length == 0 || !Name.All(c => c is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9')))
            return $"Class '{TypeName}' names its algorithm '{Name}', but a name consists of lower-case letters, digits and hyphens.";
        if (type.Attributes.HasFlag(TypeAttributes.Abstract) || type.GetGenericParameters().Count > 0)
            return $"Class '{TypeName}' of algorithm '{Name}' is abstract or generic, so no instance can be made.";
        if (Kinds.Count == 0)
            return $"Class '{TypeName}' of algorithm '{Name}' does not name any of the interfaces IClassifier, IAnomalyDetector, IDensityEstimator, IAutoencoder and ISurrogate.";

        var constructors = reader.PublicConstructors(type).ToArray();
        if (constructors.Length != 1 || reader.OnlyParameter(constructors[0]) is not { } options)
            return $"Class '{TypeName}' of algorithm '{Name}' must have exactly one public constructor, with its options record as the only parameter.";
        if (options.Kind == HandleKind.TypeDefinition && !HasDefaults(reader, (TypeDefinitionHandle)options))
            return $"Options '{reader.FullName((TypeDefinitionHandle)options)}' of algorithm '{Name}' must have a public constructor without parameters, and a default for every property.";
        return null;
    }

    private static bool HasDefaults(MetadataReader reader, TypeDefinitionHandle options) =>
        reader.PublicConstructors(reader.GetTypeDefinition(options)).Any(constructor => reader.ParameterCount(constructor) == 0);
}
