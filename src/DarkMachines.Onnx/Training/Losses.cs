namespace DarkMachines.Onnx.Training;

/// <summary>Losses of the field, each the mean over the batch.</summary>
public static class Losses
{
    /// <summary>The mean of the squared differences.</summary>
    /// <param name="x">Predictions.</param>
    /// <param name="target">What they should be.</param>
    public static OnnxTensor MeanSquaredError(this OnnxTensor x, OnnxTensor target)
    {
        var difference = x - target;
        // As (x − target).Square().Mean(), in one pass.
        var (graph, axes) = (difference.Graph, Enumerable.Range(0, difference.Rank).ToArray());
        return graph.ReduceSumSquare(difference, axes, keep: false) / graph.Cast(graph.Size(difference), difference.Element);
    }

    /// <summary>Minus the logarithm of the probability of the true class.</summary>
    /// <param name="logits"><c>batch × classes</c>, before the softmax.</param>
    /// <param name="classes"><c>batch × 1</c>: the class's number, from 0, as a float.</param>
    public static OnnxTensor CrossEntropy(this OnnxTensor logits, OnnxTensor classes)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var graph = logits.Graph;
        float[] numbers = [.. Enumerable.Range(0, (int)logits.Shape[^1]!.Value)];
        var isClass = graph.Cast(graph.Equal(classes, graph.Cast(graph.Constant(numbers), logits.Element)), logits.Element);
        return -(logits.LogSoftmax() * isClass).Sum(-1).Mean();
    }

    /// <summary>Minus the logarithm of the probability of the true one of two classes: <c>softplus(z) − t · z</c>.</summary>
    /// <param name="logits">Before the sigmoid.</param>
    /// <param name="targets">1 for the class whose logit this is, 0 for the other; of the same shape.</param>
    public static OnnxTensor BinaryCrossEntropy(this OnnxTensor logits, OnnxTensor targets)
    {
        ArgumentNullException.ThrowIfNull(logits);
        // softplus(z) = max(z, 0) + ln(1 + e^−|z|): no overflow.
        return (logits.Relu() - logits * targets + ((-logits.Abs()).Exp() + 1).Log()).Mean();
    }

    /// <summary>Minus the logarithm of a normal density, up to a constant: <c>(s + (t − m)² e⁻ˢ) / 2</c>, s the logarithm of the variance.</summary>
    /// <param name="mean">m.</param>
    /// <param name="logVariance">s.</param>
    /// <param name="target">t.</param>
    public static OnnxTensor NormalLoss(this OnnxTensor mean, OnnxTensor logVariance, OnnxTensor target)
    {
        ArgumentNullException.ThrowIfNull(logVariance);
        return ((target - mean).Square() * (-logVariance).Exp() + logVariance).Mean() * 0.5;
    }

    /// <summary>
    /// The Kullback–Leibler divergence of a normal with diagonal covariance from the standard one, for each row
    /// (Kingma and Welling, arXiv:1312.6114, appendix B).
    /// </summary>
    /// <param name="mean"><c>batch × latent</c>.</param>
    /// <param name="logVariance">The logarithm of the variance, of the same shape.</param>
    /// <returns><c>batch</c>.</returns>
    public static OnnxTensor DivergenceFromNormal(this OnnxTensor mean, OnnxTensor logVariance)
    {
        ArgumentNullException.ThrowIfNull(logVariance);
        return (mean.Square() + logVariance.Exp() - logVariance - 1).Sum(-1) * 0.5;
    }
}
