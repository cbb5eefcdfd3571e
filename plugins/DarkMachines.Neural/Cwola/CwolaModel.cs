using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A fitted <see cref="Cwola"/>: the mean of the networks that were kept.</summary>
/// <remarks>Rows are scored as in the exported file, by ONNX Runtime. A row with NaN gets an answer that means nothing.</remarks>
public sealed class CwolaModel : IClassifierModel, IOnnxExportable, IDisposable
{
    private readonly PresentClasses _present;
    private readonly CwolaNetwork[] _networks;
    private readonly NetworkScorer _scorer;

    internal CwolaModel(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, PresentClasses present, CwolaNetwork[] networks, float[] heldOut)
    {
        (Features, Classes, _present, _networks, HeldOutScores) = (features, classes, present, networks, heldOut);
        _scorer = new NetworkScorer(Features.Count, Probabilities);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// For each row that was given to the fit the probability of the signal region, by networks that have not seen it: what
    /// to cut on when these very events are searched. Zero for a row of weight zero.
    /// </summary>
    public ReadOnlyMemory<float> HeldOutScores { get; }

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        this.RowCount(rows, probabilities.Length, Classes.Count);
        _scorer.Score(rows, probabilities);
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Probabilities(Probabilities(graph));
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose() => _scorer.Dispose();

    private OnnxTensor Probabilities(OnnxGraphBuilder graph) => _present.Spread(Hidden.Mean([.. _networks.Select(network => network.Write(graph))]));
}
