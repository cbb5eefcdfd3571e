using System.Buffers;
using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A trained autoencoder.</summary>
/// <remarks>Rows are encoded, restored and scored as in the exported file, by ONNX Runtime. A row with NaN gets answers that mean nothing.</remarks>
public class NeuralAutoencoderModel : IAutoencoderModel, IOnnxExportable, IDisposable
{
    private const int RowsAtOnce = 1024;

    private readonly ColumnScaling _scaling;
    private readonly LatentSpace _space;
    private readonly Lazy<NetworkScorer> _encoder;
    private readonly Lazy<NetworkScorer> _decoder;
    private readonly Lazy<NetworkScorer> _both;

    internal NeuralAutoencoderModel(Examples examples, LatentSpace space)
    {
        (Features, _scaling, _space) = (examples.Table.Features, examples.Scaling, space);
        _encoder = new(() => new NetworkScorer(Features.Count, graph => space.Trained.Write(graph, space.Latent, (space.X, _scaling.Apply(graph.Rows)))));
        _decoder = new(() => new NetworkScorer(LatentCount, graph => _scaling.Restore(space.Trained.Write(graph, space.Restored, (space.Latent, graph.Rows)))));
        _both = new(() => new NetworkScorer(Features.Count, Restored));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public int LatentCount => _space.Count;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> rows, Span<float> latent)
    {
        this.RowCount(rows, latent.Length, LatentCount);
        _encoder.Value.Score(rows, latent);
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<float> latent, Span<float> rows)
    {
        if (latent.Length % LatentCount != 0 || rows.Length != (long)latent.Length / LatentCount * Features.Count)
            throw new ArgumentException($"{latent.Length} latent values, {LatentCount} a row, do not fit room for {rows.Length} values in rows of {Features.Count}.", nameof(latent));
        _decoder.Value.Score(latent, rows);
    }

    /// <inheritdoc/>
    public void ReconstructionError(ReadOnlySpan<float> rows, Span<float> errors)
    {
        var columns = Features.Count;
        var count = this.RowCount(rows, errors.Length);
        var restored = ArrayPool<float>.Shared.Rent(Math.Min(count, RowsAtOnce) * columns);
        for (var start = 0; start < count; start += RowsAtOnce)
        {
            var part = rows.Slice(start * columns, Math.Min(RowsAtOnce, count - start) * columns);
            _both.Value.Score(part, restored.AsSpan(0, part.Length));
            for (var i = 0; i < part.Length; i += columns)
                errors[start + i / columns] = Error(part.Slice(i, columns), restored.AsSpan(i, columns), _scaling.Spreads);
        }

        ArrayPool<float>.Shared.Return(restored);
    }

    /// <inheritdoc/>
    public virtual void Score(ReadOnlySpan<float> rows, Span<float> scores) => ReconstructionError(rows, scores);

    /// <inheritdoc/>
    public virtual void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Reconstruction(Restored(graph), _scaling.Spreads);
    }

    /// <summary>Frees what ONNX Runtime holds; otherwise that happens some time after the last use.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the model holds.</summary>
    /// <param name="disposing">True, for there is no finaliser.</param>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var scorer in new[] { _encoder, _decoder, _both }.Where(scorer => scorer.IsValueCreated))
            scorer.Value.Dispose();
    }

    /// <summary>Writes the reconstruction error of the graph's rows, in double precision.</summary>
    private protected OnnxTensor Error(OnnxGraphBuilder graph)
    {
        var difference = graph.Cast(graph.Rows, OnnxElement.Float64) - graph.Cast(Restored(graph), OnnxElement.Float64);
        return (difference / graph.Cast(graph.Constant(_scaling.Spreads.ToArray()), OnnxElement.Float64)).Square().Mean(-1, keep: true);
    }

    private OnnxTensor Restored(OnnxGraphBuilder graph) =>
        _scaling.Restore(_space.Trained.Write(graph, _space.Restored, (_space.X, _scaling.Apply(graph.Rows))));

    private static float Error(ReadOnlySpan<float> row, ReadOnlySpan<float> restored, ReadOnlySpan<float> spreads)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            var difference = ((double)row[i] - restored[i]) / spreads[i];
            sum += difference * difference;
        }

        return (float)Math.Min(sum / row.Length, float.MaxValue);
    }
}
