using System.Text.Json.Serialization;

namespace DarkMachines.Data.Slha;

/// <summary>Reader of the documents about SLHA files, generated at build.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SlhaParameters))]
internal sealed partial class SlhaJson : JsonSerializerContext;
