namespace DarkMachines.Onnx;

/// <summary>Whether this runtime has an operator.</summary>
public enum OperatorStatus
{
    /// <summary>ONNX Runtime has prepared a graph with it.</summary>
    Available,

    /// <summary>The output that is read does not depend on it: it is not run.</summary>
    NotNeeded,

    /// <summary>ONNX Runtime does not have it, or not in the version or for the types that the file asks for.</summary>
    Missing,

    /// <summary>The graph was refused for another reason, or not tried.</summary>
    Unknown,
}
