using System.Buffers;
using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>A trained variational autoencoder.</summary>
/// <remarks>The exported file restores rows if they are scored by the reconstruction error; else it holds the score alone.</remarks>
public sealed class VaeModel : NeuralAutoencoderModel
{
    private const int RowsAtOnce = 1024;

    private readonly Func<OnnxGraphBuilder, OnnxTensor> _writeDistribution;
    private readonly Lazy<NetworkScorer> _distribution;
    private readonly VaeScore _score;
    private readonly (double Error, double Divergence) _shares;

    internal VaeModel(Examples examples, LatentSpace space, OnnxTensor distribution, VaeScore score, (double Error, double Divergence) shares)
        : base(examples, space)
    {
        (_score, _shares) = (score, shares);
        _writeDistribution = graph => space.Trained.Write(graph, distribution, (space.X, examples.Scaling.Apply(graph.Rows)));
        _distribution = new(() => new NetworkScorer(Features.Count, _writeDistribution));
    }

    /// <summary>The latent distribution of each row.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="distributions">Filled row-major, <c>n × 2 LatentCount</c>: the means, then the logarithms of the variances.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    public void EncodeDistribution(ReadOnlySpan<float> rows, Span<float> distributions)
    {
        this.RowCount(rows, distributions.Length, 2 * LatentCount);
        _distribution.Value.Score(rows, distributions);
    }

    /// <inheritdoc/>
    public override void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        if (_score is VaeScore.Reconstruction or VaeScore.Sum)
            ReconstructionError(rows, scores);
        if (_score == VaeScore.Reconstruction)
            return;
        var (columns, width) = (Features.Count, 2 * LatentCount);
        var count = this.RowCount(rows, scores.Length);
        var buffer = ArrayPool<float>.Shared.Rent(Math.Min(count, RowsAtOnce) * width);
        for (var start = 0; start < count; start += RowsAtOnce)
        {
            var n = Math.Min(RowsAtOnce, count - start);
            _distribution.Value.Score(rows.Slice(start * columns, n * columns), buffer.AsSpan(0, n * width));
            for (var i = 0; i < n; i++)
                scores[start + i] = Score(buffer.AsSpan(i * width, LatentCount), buffer.AsSpan(i * width + LatentCount, LatentCount), scores[start + i]);
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <inheritdoc/>
    public override void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (_score == VaeScore.Reconstruction)
        {
            base.WriteTo(graph);
            return;
        }

        var distribution = graph.Cast(_writeDistribution(graph), OnnxElement.Float64);
        var (means, logVariances) = (distribution.Slice(-1, 0, LatentCount), distribution.Slice(-1, LatentCount, 2 * LatentCount));
        var radius = means.Square().Sum(-1, keep: true);
        graph.Score(_score switch
        {
            VaeScore.Radius => radius,
            VaeScore.Divergence => Divergence(),
            _ => Error(graph) * _shares.Error + Divergence() * _shares.Divergence,
        });

        OnnxTensor Divergence() => (radius + (logVariances.Exp() - logVariances - 1).Sum(-1, keep: true)) * 0.5;
    }

    /// <summary>
    /// Generates events from a density information buffer (Otten et al., Nature Commun. 12 (2021) 2985, arXiv:1901.00875): each
    /// is decoded from a draw of the latent distribution of an event of the buffer, so that the density of latent values is
    /// that of the data and not the standard normal, which training only approaches.
    /// </summary>
    /// <param name="buffer">Real events, such as those of the training.</param>
    /// <param name="count">How many to generate.</param>
    /// <param name="random">Draws.</param>
    /// <param name="widening">What each latent deviation is multiplied by: above 1 for events less like those of the buffer.</param>
    /// <exception cref="ArgumentException">The buffer is empty or has other columns.</exception>
    public FeatureTable Generate(FeatureTable buffer, int count, RandomStream random, double widening = 1)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(random);
        if (buffer.RowCount == 0 || buffer.ColumnCount != Features.Count)
            throw new ArgumentException($"A buffer of {buffer.RowCount} events of {buffer.ColumnCount} columns is of no use to a model of {Features.Count} columns.", nameof(buffer));
        var distributions = new float[buffer.RowCount * 2 * LatentCount];
        EncodeDistribution(buffer.Values, distributions);
        var latent = new float[count * LatentCount];
        for (var i = 0; i < latent.Length; i += LatentCount)
        {
            var ofEvent = distributions.AsSpan(random.Below(buffer.RowCount) * 2 * LatentCount, 2 * LatentCount);
            for (var k = 0; k < LatentCount; k++)
                latent[i + k] = (float)(ofEvent[k] + widening * Math.Exp(0.5 * ofEvent[LatentCount + k]) * random.Normal());
        }

        var values = new float[count * Features.Count];
        Decode(latent, values);
        return new FeatureTable(Features, values);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_distribution.IsValueCreated)
            _distribution.Value.Dispose();
    }

    private float Score(ReadOnlySpan<float> means, ReadOnlySpan<float> logVariances, float error)
    {
        var (radius, divergence) = (0.0, 0.0);
        for (var k = 0; k < means.Length; k++)
        {
            var square = (double)means[k] * means[k];
            radius += square;
            divergence += 0.5 * (square + Math.Exp(logVariances[k]) - logVariances[k] - 1);
        }

        return (float)Math.Min(float.MaxValue, _score switch
        {
            VaeScore.Radius => radius,
            VaeScore.Divergence => divergence,
            _ => _shares.Error * error + _shares.Divergence * divergence,
        });
    }
}
