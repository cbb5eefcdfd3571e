using System.Text.Json.Serialization;

namespace DarkMachines.Data;

/// <summary>Readers of this assembly's JSON documents, generated at build so that none is made at start-up.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DatasetManifest))]
[JsonSerializable(typeof(DmAstroParameters))]
internal sealed partial class DataJson : JsonSerializerContext;
