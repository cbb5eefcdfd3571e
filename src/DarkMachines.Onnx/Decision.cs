namespace DarkMachines.Onnx;

/// <summary>Something an import decided.</summary>
/// <typeparam name="T">What was to be decided.</typeparam>
/// <param name="Value">The decision.</param>
/// <param name="Source">Where it was learnt.</param>
public sealed record Decision<T>(T Value, DecisionSource Source)
{
    /// <summary>The source in words, such as <c>the card beside the file</c>.</summary>
    public string From => Source switch
    {
        DecisionSource.Settings => "the settings",
        DecisionSource.Card => "the card beside the file",
        DecisionSource.Metadata => "the card within the file",
        _ => "recognition",
    };
}
