using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Onnx;

/// <summary>What an import is told beside the file.</summary>
public sealed record OnnxImportSettings
{
    /// <summary>Name of the class that counts as positive; null to take it from the card or from labels 0 and 1.</summary>
    public string? PositiveLabel { get; init; }

    /// <summary>Name of the output to read; null if only one fits.</summary>
    public string? Output { get; init; }

    /// <summary>Threads within one run of the graph. With more than one the last bits may depend on the number.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 1;
}
