namespace DarkMachines.Onnx;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>What was decided, and why; nothing is wrong.</summary>
    Information,

    /// <summary>An answer may be wrong if what was assumed does not hold.</summary>
    Warning,

    /// <summary>The model cannot be used as it is.</summary>
    Error,
}
