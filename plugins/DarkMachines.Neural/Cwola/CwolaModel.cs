using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A fitted <see cref="Cwola"/>: the mean of the networks that were kept.</summary>
/// <remarks>Rows are scored as in the exported file, by ONNX Runtime. A row with NaN gets an answer that means nothing.</remarks>
public sealed class CwolaModel : IClassifierModel, IOnnxExportable, IDisposable
{
    private readonly PresentClasses _present;
    private readonly CwolaNetwork[][] _networks;
    private readonly NetworkScorer _scorer;

    internal CwolaModel(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, PresentClasses present, CwolaNetwork[][] networks, float[] heldOut, int[] folds)
    {
        (Features, Classes, _present, _networks, HeldOutScores, Folds) = (features, classes, present, networks, heldOut, folds);
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

    /// <summary>For each row that was given to the fit the fold it was in, from 0; −1 for a row of weight zero.</summary>
    /// <remarks>Networks of different folds score differently: cut each fold on its own.</remarks>
    public ReadOnlyMemory<int> Folds { get; }

    /// <summary>
    /// The probability of the signal region for events that were not given to the fit, by the networks of one fold alone, as
    /// <see cref="HeldOutScores"/> is for its events: what to compare with those, for example of other masses.
    /// </summary>
    /// <param name="rows">The events.</param>
    /// <param name="fold">The fold that they shall count to.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public float[] ScoresOfFold(FeatureTable rows, int fold)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fold, _networks.Length);
        return CwolaNetwork.MeanScores(_networks[fold], rows);
    }

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

    private OnnxTensor Probabilities(OnnxGraphBuilder graph) => _present.Spread(Hidden.Mean([.. _networks.SelectMany(ofFold => ofFold).Select(network => network.Write(graph))]));
}
