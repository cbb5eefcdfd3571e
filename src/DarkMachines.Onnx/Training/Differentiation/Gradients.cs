namespace DarkMachines.Onnx.Training;

/// <summary>
/// Reverse-mode differentiation (Griewank and Walther, Evaluating Derivatives, 2nd ed., ch. 3): goes through a graph from a
/// scalar backwards and appends, by one rule for each operator, the nodes that compute its gradient.
/// </summary>
/// <remarks>
/// A gradient on its way may be smaller than its tensor, of lengths one where all values are alike: a mean hands one number
/// back. Rules that need the whole call <see cref="Stretch"/>.
/// </remarks>
internal static class Gradients
{
    /// <summary>The gradient of a scalar with respect to tensors of the same graph.</summary>
    /// <exception cref="ArgumentException">There is more than one value to differentiate, or an operator on the way has no rule.</exception>
    public static OnnxTensor[] Of(OnnxTensor scalar, params IReadOnlyList<OnnxTensor> variables)
    {
        if (scalar.Shape.Any(length => length != 1))
            throw new ArgumentException($"A loss is one number; this is {scalar}. Take its mean.", nameof(scalar));
        var graph = scalar.Graph;
        var nodes = Between(variables, graph.Nodes);
        var dependent = new HashSet<OnnxTensor>(variables.Concat(nodes.SelectMany(node => node.Outputs)));
        var seed = Seed.Of(scalar, dependent);
        var gradients = new Dictionary<OnnxTensor, OnnxTensor> { [seed.Tensor] = seed.Gradient };
        foreach (var node in nodes.AsEnumerable().Reverse())
        {
            var outputs = node.Outputs.Select(gradients.GetValueOrDefault).ToArray();
            if (outputs.All(gradient => gradient is null))
                continue;
            var inputs = Rules.Apply(graph, node, outputs);
            for (var i = 0; i < inputs.Length; i++)
            {
                if (inputs[i] is { } gradient && dependent.Contains(node.Inputs[i]))
                    gradients[node.Inputs[i]] = gradients.TryGetValue(node.Inputs[i], out var sum) ? graph.Add(sum, gradient) : gradient;
            }
        }

        return [.. variables.Select(variable =>
            Stretch(graph, gradients.TryGetValue(variable, out var gradient) ? Times(gradient, seed.Factor) : graph.Scalar(0, variable.Element), variable))];
    }

    /// <summary>A gradient at the full shape of its tensor.</summary>
    public static OnnxTensor Stretch(OnnxGraphBuilder graph, OnnxTensor gradient, OnnxTensor tensor) =>
        Shapes.AreSame(gradient.Shape, tensor.Shape) ? gradient : graph.Expand(gradient, tensor);

    /// <summary>The gradient of a tensor that was stretched to <paramref name="result"/>: summed over the axes along which it was.</summary>
    public static OnnxTensor SumTo(OnnxGraphBuilder graph, OnnxTensor gradient, OnnxTensor result, OnnxTensor tensor)
    {
        if (Shapes.AreSame(result.Shape, tensor.Shape))
            return gradient;
        var leading = result.Rank - tensor.Rank;
        int[] stretched = [.. Enumerable.Range(0, result.Rank).Where(i => i < leading || (tensor.Shape[i - leading] == 1 && result.Shape[i] != 1))];
        if (stretched.Length == 0)
            return gradient;
        var whole = Stretch(graph, gradient, result);
        if (stretched.Length == leading)
            return graph.ReduceSum(whole, stretched, keep: false);
        var sum = graph.ReduceSum(whole, stretched);
        return leading == 0 ? sum : graph.Reshape(sum, [.. tensor.Shape.Select(length => length ?? -1)]);
    }

    private static OnnxTensor Times(OnnxTensor gradient, OnnxTensor? factor) => factor is null ? gradient : gradient * factor;

    private static List<OnnxNode> Between(IReadOnlyList<OnnxTensor> variables, IReadOnlyList<OnnxNode> nodes)
    {
        var reached = new HashSet<OnnxTensor>(variables);
        var between = new List<OnnxNode>();
        foreach (var node in nodes)
        {
            if (!node.Inputs.Any(reached.Contains))
                continue;
            between.Add(node);
            reached.UnionWith(node.Outputs);
        }

        return between;
    }

}
