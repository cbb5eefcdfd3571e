namespace DarkMachines.Onnx;

/// <summary>
/// A fitted model that writes itself as a graph of standard ONNX operators. <see cref="OnnxExport.Save"/> makes the file,
/// with all that the model's other members tell written on its card.
/// </summary>
public interface IOnnxExportable : IModel
{
    /// <summary>How the graph's answers agree with the model's own: the conformance suite holds the model to it.</summary>
    OnnxAgreement Agreement => OnnxAgreement.Values;

    /// <summary>
    /// Builds the model's graph: computes the answer from <see cref="OnnxGraphBuilder.Rows"/> and declares it by the
    /// model's role. Called by several threads at once with a graph for each, as all methods of models.
    /// </summary>
    /// <param name="graph">An empty graph.</param>
    void WriteTo(OnnxGraphBuilder graph);
}

/// <summary>How the answers of an export agree with those of the model it was made from.</summary>
public enum OnnxAgreement
{
    /// <summary>Each answer to one part in 100 000.</summary>
    Values,

    /// <summary>
    /// The order of the answers, with few exceptions: the model decides by comparisons, of which rounding to float32 may
    /// turn some round.
    /// </summary>
    Order,
}
