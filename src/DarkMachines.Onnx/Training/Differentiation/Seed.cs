namespace DarkMachines.Onnx.Training;

/// <summary>
/// Where differentiation begins: the gradient of a loss is a factor, one number, times what comes back from here. So the
/// factors at the end of a loss, such as the 2 / n of a mean of squares, are multiplied once, into the gradient of the
/// parameters, and not into that of every prediction.
/// </summary>
/// <param name="Tensor">The tensor to begin at.</param>
/// <param name="Gradient">Its gradient, but for the factor.</param>
/// <param name="Factor">The factor; null for one.</param>
internal sealed record Seed(OnnxTensor Tensor, OnnxTensor Gradient, OnnxTensor? Factor)
{
    /// <summary>Goes back from a loss as long as there is nothing but factors and sums.</summary>
    /// <param name="scalar">The loss.</param>
    /// <param name="dependent">What depends on the variables: no factor does.</param>
    public static Seed Of(OnnxTensor scalar, IReadOnlySet<OnnxTensor> dependent)
    {
        var graph = scalar.Graph;
        OnnxTensor? factor = null;
        for (var tensor = scalar; ;)
        {
            var node = tensor.Producer;
            var input = node?.Inputs[0];
            switch (node?.Operation)
            {
                case OnnxOperation.Identity or OnnxOperation.Reshape:
                    tensor = input!;
                    continue;
                case OnnxOperation.Neg:
                    Multiply(graph.Scalar(-1, scalar.Element));
                    tensor = input!;
                    continue;
                case OnnxOperation.Mul when Independent(node, 1) || Independent(node, 0):
                    var other = Independent(node, 1) ? 1 : 0;
                    Multiply(node.Inputs[other]);
                    tensor = node.Inputs[1 - other];
                    continue;
                case OnnxOperation.Div when Independent(node, 1):
                    Multiply(1 / node.Inputs[1]);
                    tensor = input!;
                    continue;
                case OnnxOperation.ReduceMean:
                    Multiply(1 / Rules.Reduced(graph, node));
                    return Squares(input!);
                case OnnxOperation.ReduceSum:
                    return Squares(input!);
                case OnnxOperation.ReduceSumSquare:
                    Multiply(graph.Scalar(2, scalar.Element));
                    return new Seed(input!, input!, factor);
                default:
                    return new Seed(tensor, graph.Scalar(1, scalar.Element), factor);
            }
        }

        bool Independent(OnnxNode node, int place) =>
            !dependent.Contains(node.Inputs[place]) && node.Inputs[place].Shape.All(length => length == 1) && dependent.Contains(node.Inputs[1 - place]);

        void Multiply(OnnxTensor number) => factor = factor is null ? number : factor * number;

        // The gradient of a sum of squares is twice the values: no pass over them at all.
        Seed Squares(OnnxTensor summed)
        {
            if (summed.Producer is not { Operation: OnnxOperation.Mul } square || square.Inputs[0] != square.Inputs[1])
                return new Seed(summed, graph.Scalar(1, scalar.Element), factor);
            Multiply(graph.Scalar(2, scalar.Element));
            return new Seed(square.Inputs[0], square.Inputs[0], factor);
        }
    }
}
