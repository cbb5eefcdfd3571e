namespace DarkMachines.Onnx.Training;

// Operators that select, join and arrange values.
internal static partial class Rules
{
    private static OnnxTensor?[] ConcatRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var axis = (int)Integer(n, "axis");
        long[] lengths = [.. n.Inputs.Select(part => part.Shape[axis]
            ?? throw new ArgumentException($"{part} is joined along the batch: there is no gradient of that."))];
        return [.. g.Split(Whole(g, n, dy), lengths, axis)];
    }

    private static OnnxTensor?[] SplitRule(OnnxGraphBuilder g, OnnxNode n, IReadOnlyList<OnnxTensor?> gradients)
    {
        var axis = (int)Integer(n, "axis");
        OnnxTensor[] parts = [.. n.Outputs.Select((part, i) => gradients[i] is { } gradient ? Gradients.Stretch(g, gradient, part) : ZerosLike(g, part))];
        return [parts.Length == 1 ? parts[0] : g.Concat(axis, parts), null];
    }

    private static OnnxTensor?[] SliceRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (start, end, axis) = (g.Longs(n.Inputs[1])[0], g.Longs(n.Inputs[2])[0], (int)g.Longs(n.Inputs[3])[0]);
        var length = X(n).Shape[axis] ?? throw new ArgumentException($"{X(n)} is cut along the batch: there is no gradient of that.");
        return [g.Pad(Whole(g, n, dy), axis, start, length - end), null, null, null];
    }

    private static OnnxTensor?[] PadRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var pads = g.Longs(n.Inputs[1]);
        dy = Whole(g, n, dy);
        for (var axis = 0; axis < X(n).Rank; axis++)
        {
            if (pads[axis] != 0 || pads[X(n).Rank + axis] != 0)
                dy = g.Slice(dy, axis, pads[axis], pads[axis] + X(n).Shape[axis]!.Value);
        }

        return [dy, null];
    }

    private static OnnxTensor?[] TransposeRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var order = (long[])n.Attributes.First(a => a.Name == "perm").Value;
        var back = new int[order.Length];
        for (var i = 0; i < back.Length; i++)
            back[order[i]] = i;
        return [g.Transpose(Whole(g, n, dy), back)];
    }

    // Slices go back to where they came from; one that was taken several times gets the sum.
    private static OnnxTensor?[] GatherRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (x, indices, axis) = (n.Inputs[0], n.Inputs[1], (int)Integer(n, "axis"));
        if (indices.Rank > 1)
            throw new ArgumentException($"There is a gradient of Gather by one index or a list of them; these are {indices}.");
        dy = Whole(g, n, dy);
        if (indices.Rank == 0)
            dy = g.Unsqueeze(dy, axis);
        int[] order = [axis, .. Enumerable.Range(0, x.Rank).Where(i => i != axis)];
        var back = new int[order.Length];
        for (var i = 0; i < back.Length; i++)
            back[order[i]] = i;
        var zeros = g.Expand(g.Scalar(0, x.Element), g.Transpose(x, order));
        return [g.Transpose(g.ScatterND(zeros, g.Reshape(indices, -1, 1), g.Transpose(dy, order)), back), null];
    }

    private static OnnxTensor TopKRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy) =>
        g.ScatterElements(ZerosLike(g, X(n)), n.Outputs[1], Whole(g, n, dy), (int)Integer(n, "axis"));
}
