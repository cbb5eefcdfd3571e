using System.Text.Json.Serialization;

namespace DarkMachines.Hosting.Results;

/// <summary>How documents are written: camelCase keys, nothing for what does not apply.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TrialResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
