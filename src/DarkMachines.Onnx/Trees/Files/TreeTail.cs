using System.Numerics.Tensors;

namespace DarkMachines.Onnx.Trees;

/// <summary>What a classifier makes of the sums of its trees, where that is so little that it is done here.</summary>
/// <param name="Tensor">The sums.</param>
/// <param name="Pair">
/// What the sums are if a pair of probabilities is made of each: the second one, or its logit; null if they are the answer.
/// </param>
/// <param name="IsClipped">True if the answer is cut to the range from 0 to 1.</param>
internal sealed record TreeTail(string Tensor, OutputForm? Pair, bool IsClipped)
{
    /// <summary>The way back from an answer.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="answer">The tensor with the answer.</param>
    public static TreeTail Behind(OnnxGraph graph, string answer)
    {
        var tail = new TreeTail(WithoutIdentity(graph, answer), null, IsClipped: false);
        if (graph.MakerOf(tail.Tensor) is { OpType: "Clip", Input: [var clipped, var least, var most] } && IsNumber(graph, least, 0) && IsNumber(graph, most, 1))
            tail = tail with { Tensor = clipped, IsClipped = true };
        if (graph.MakerOf(tail.Tensor) is not { OpType: "Concat", Input: [var first, var second] } concat || OnnxGraph.Integer(concat, "axis") is not (1 or -1))
            return tail;
        if (graph.MakerOf(first) is { OpType: "Sub", Input: [var one, var share] } && share == second && IsNumber(graph, one, 1))
            return tail with { Tensor = second, Pair = OutputForm.Probabilities };
        if (graph.MakerOf(first) is { OpType: "Sigmoid", Input: [var negative] } && graph.MakerOf(negative) is { OpType: "Neg", Input: [var logit] }
            && graph.MakerOf(second) is { OpType: "Sigmoid", Input: [var same] } && same == logit)
            return tail with { Tensor = logit, Pair = OutputForm.Logits };
        return tail;
    }

    /// <summary>Makes the answers of the sums.</summary>
    /// <param name="outputs">The sums, of pairs in the second half; the answers.</param>
    public void Finish(Span<float> outputs)
    {
        if (Pair is { } form)
            Probabilities.Expand(outputs, form);
        if (IsClipped)
            TensorPrimitives.Clamp(outputs, 0, 1, outputs);
    }

    private static string WithoutIdentity(OnnxGraph graph, string tensor) =>
        graph.MakerOf(tensor) is { OpType: "Identity", Input: [var same] } ? same : tensor;

    private static bool IsNumber(OnnxGraph graph, string tensor, double number) =>
        graph.Constant(tensor) is { } constant && TensorValues.Floats(constant) is [var value] && value == number;
}
