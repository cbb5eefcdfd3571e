namespace DarkMachines.Onnx;

/// <summary>Where an import learnt something; the first of these that tells wins.</summary>
public enum DecisionSource
{
    /// <summary>The caller's settings, or the command line.</summary>
    Settings,

    /// <summary>The model card beside the file.</summary>
    Card,

    /// <summary>The model card within the file.</summary>
    Metadata,

    /// <summary>The graph itself, which is that of a known export.</summary>
    Recognition,
}
