namespace DarkMachines.Onnx.Training;

// Recurrent layers, step after step written out: batch × steps × columns.
public static partial class Layers
{
    /// <summary>
    /// Long short-term memory (Hochreiter and Schmidhuber, Neural Comput. 9 (1997) 1735, with forget gates; gates in the order
    /// input, forget, cell, output). The forget gate's offset begins with one.
    /// </summary>
    /// <param name="x"><c>batch × steps × columns</c>; the number of steps is fixed.</param>
    /// <param name="units">Columns of the state.</param>
    /// <returns>The state after each step, <c>batch × steps × units</c>.</returns>
    public static OnnxTensor Lstm(this OnnxTensor x, int units)
    {
        var (network, graph) = (Network.Of(x), Network.Of(x).Graph);
        var steps = Steps(x, network.Parameter(Initialiser.Glorot, Columns(x), 4 * units), LstmOffsets(network, units));
        var recurrent = network.Parameter(Initialiser.Glorot, units, 4 * units);
        OnnxTensor? state = null, cell = null;
        var states = new OnnxTensor[steps.Count];
        for (var t = 0; t < states.Length; t++)
        {
            var sums = state is null ? steps[t] : graph.Gemm(state, recurrent, steps[t]);
            var gates = graph.Split(sums, [units, units, units, units]);
            var candidate = gates[0].Sigmoid() * gates[2].Tanh();
            cell = cell is null ? candidate : gates[1].Sigmoid() * cell + candidate;
            state = gates[3].Sigmoid() * cell.Tanh();
            states[t] = graph.Unsqueeze(state, 1);
        }

        return graph.Concat(1, states);
    }

    /// <summary>
    /// Gated recurrent units (Cho et al., arXiv:1406.1078, with the reset gate behind the product as cuDNN and PyTorch have it;
    /// gates in the order reset, update, candidate).
    /// </summary>
    /// <inheritdoc cref="Lstm"/>
    public static OnnxTensor Gru(this OnnxTensor x, int units)
    {
        var (network, graph) = (Network.Of(x), Network.Of(x).Graph);
        var steps = Steps(x, network.Parameter(Initialiser.Glorot, Columns(x), 3 * units), network.Parameter(Initialiser.Zeros, 3 * units));
        var recurrent = network.Parameter(Initialiser.Glorot, units, 3 * units);
        var offset = network.Parameter(Initialiser.Zeros, 3 * units);
        OnnxTensor? state = null;
        var states = new OnnxTensor[steps.Count];
        for (var t = 0; t < states.Length; t++)
        {
            var given = graph.Split(steps[t], [units, units, units]);
            var kept = graph.Split(state is null ? graph.Unsqueeze(offset, 0) : graph.Gemm(state, recurrent, offset), [units, units, units]);
            var update = (given[1] + kept[1]).Sigmoid();
            var candidate = (given[2] + (given[0] + kept[0]).Sigmoid() * kept[2]).Tanh();
            state = state is null ? candidate * (1 - update) : candidate + update * (state - candidate);
            states[t] = graph.Unsqueeze(state, 1);
        }

        return graph.Concat(1, states);
    }

    /// <summary>The last of the steps: <c>batch × columns</c>.</summary>
    /// <param name="x"><c>batch × steps × columns</c>.</param>
    public static OnnxTensor LastStep(this OnnxTensor x)
    {
        var graph = Network.Of(x).Graph;
        var steps = x.Shape[1]!.Value;
        return graph.Squeeze(graph.Slice(x, 1, steps - 1, steps), 1);
    }

    // The inputs' part of all steps is one product.
    private static List<OnnxTensor> Steps(OnnxTensor x, OnnxTensor weights, OnnxTensor offset)
    {
        if (x.Rank != 3 || x.Shape[1] is not { } steps)
            throw new ArgumentException($"{x} is not batch × steps × columns with a known number of steps.", nameof(x));
        var graph = x.Graph;
        var columns = weights.Shape[1]!.Value;
        var sums = graph.Gemm(x.Reshape(-1, Columns(x)), weights, offset).Reshape(-1, steps, columns);
        return [.. graph.Split(sums, [.. Enumerable.Repeat(1L, (int)steps)], 1).Select(step => graph.Squeeze(step, 1))];
    }

    private static OnnxTensor LstmOffsets(Network network, int units)
    {
        var forget = network.Parameter(Initialiser.Ones, units);
        return network.Parameter(Initialiser.Zeros, units).Concat(forget).Concat(network.Parameter(Initialiser.Zeros, 2 * units));
    }
}
