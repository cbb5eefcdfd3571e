namespace DarkMachines.Onnx.Training;

// Layers that bring values to mean zero and variance one.
public static partial class Layers
{
    private const double VarianceFloor = 1e-5;

    /// <summary>
    /// Batch normalisation (Ioffe and Szegedy, arXiv:1502.03167): each column or channel by mean and variance of the batch
    /// in training, by their running means in use, then scaled and shifted by what is learnt.
    /// </summary>
    /// <param name="x"><c>batch × columns</c> or <c>batch × channels × extents</c>; with a batch of one row a column has no variance.</param>
    /// <param name="momentum">How much of a batch's moments goes into the running means. Variances are those of the batch itself (divided by n).</param>
    public static OnnxTensor BatchNorm(this OnnxTensor x, double momentum = 0.1)
    {
        var network = Network.Of(x);
        var (graph, channels) = (x.Graph, (int)x.Shape[1]!.Value);
        int[] shape = [channels, .. Enumerable.Repeat(1, x.Rank - 2)];
        int[] axes = [0, .. Enumerable.Range(2, x.Rank - 2)];
        var (mean, variance) = (network.State(Initialiser.Zeros, shape), network.State(Initialiser.Ones, shape));
        var (scale, shift) = (network.Parameter(Initialiser.Ones, channels).Reshape(Longs(shape)), network.Parameter(Initialiser.Zeros, channels).Reshape(Longs(shape)));

        var batchMean = graph.ReduceMean(x, axes);
        var centred = x - batchMean;
        var batchVariance = graph.ReduceMean(centred.Square(), axes);
        network.Update(mean, mean * (1 - momentum) + batchMean.Reshape(Longs(shape)) * momentum);
        network.Update(variance, variance * (1 - momentum) + batchVariance.Reshape(Longs(shape)) * momentum);
        return network.InTraining(
            centred * (scale / (batchVariance + VarianceFloor).Sqrt()) + shift,
            (x - mean) * (scale / (variance + VarianceFloor).Sqrt()) + shift);
    }

    /// <summary>Layer normalisation (Ba et al., arXiv:1607.06450): each row along its last axis, then scaled and shifted by what is learnt.</summary>
    /// <param name="x"><c>batch × … × columns</c>.</param>
    public static OnnxTensor LayerNorm(this OnnxTensor x)
    {
        var network = Network.Of(x);
        var columns = Columns(x);
        var centred = x - x.Mean(-1, keep: true);
        var spread = (centred.Square().Mean(-1, keep: true) + VarianceFloor).Sqrt();
        return centred / spread * network.Parameter(Initialiser.Ones, columns) + network.Parameter(Initialiser.Zeros, columns);
    }

    private static long[] Longs(int[] values) => [.. values];
}
