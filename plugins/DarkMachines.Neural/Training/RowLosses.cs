using DarkMachines.Onnx;

namespace DarkMachines.Neural;

/// <summary>Losses of each row of a batch, without further axes.</summary>
internal static class RowLosses
{
    /// <summary>Minus the logarithm of the probability of the true one of two classes: <c>softplus(z) − t · z</c>.</summary>
    /// <param name="logits"><c>batch × 1</c>: the logit of the second class.</param>
    /// <param name="classes"><c>batch × 1</c>: 0 or 1.</param>
    public static OnnxTensor OfTwoClasses(OnnxTensor logits, OnnxTensor classes) => (logits.Softplus() - logits * classes).Reshape(-1);

    /// <summary>Minus the logarithm of the probability of the true class.</summary>
    /// <param name="logits"><c>batch × classes</c>.</param>
    /// <param name="classes"><c>batch × 1</c>: the class's number, from 0.</param>
    public static OnnxTensor OfClasses(OnnxTensor logits, OnnxTensor classes)
    {
        var graph = logits.Graph;
        float[] numbers = [.. Enumerable.Range(0, (int)logits.Shape[^1]!.Value)];
        var isClass = graph.Cast(graph.Equal(classes, graph.Constant(numbers)), OnnxElement.Float32);
        return -(logits.LogSoftmax() * isClass).Sum(-1);
    }

    /// <summary>The mean of the squared differences over a row's columns.</summary>
    public static OnnxTensor Squared(OnnxTensor predictions, OnnxTensor targets) => (predictions - targets).Square().Mean(-1);
}
