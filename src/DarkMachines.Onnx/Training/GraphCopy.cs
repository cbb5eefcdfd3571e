namespace DarkMachines.Onnx.Training;

/// <summary>
/// Writes what a network computes into another graph: that of the training step, of validation, or of an export.
/// Leaving the backward half out is simply not writing it.
/// </summary>
internal sealed class GraphCopy(Network network, OnnxGraphBuilder target, bool isTraining)
{
    private readonly Dictionary<OnnxTensor, OnnxTensor> _written = [];
    private readonly Dictionary<OnnxTensor, OnnxConstant> _constants = network.Graph.Constants.ToDictionary(constant => constant.Tensor);

    /// <summary>Says what stands for an input, a parameter, a state or noise.</summary>
    public void Set(OnnxTensor source, OnnxTensor value) => _written[source] = value;

    /// <summary>Sets parameters or states, which lie one after the other in a vector.</summary>
    public void SetFromVector(IReadOnlyList<NetworkParameter> parameters, OnnxTensor vector)
    {
        if (parameters.Count == 0)
            return;
        var parts = target.Split(vector, [.. parameters.Select(parameter => (long)parameter.Count)], 0);
        for (var i = 0; i < parts.Count; i++)
            Set(parameters[i].Tensor, parameters[i].Shape.Count == 1 ? parts[i] : target.Reshape(parts[i], [.. parameters[i].Shape]));
    }

    /// <summary>Sets parameters or states to fixed numbers.</summary>
    public void SetToConstants(IReadOnlyList<NetworkParameter> parameters, ReadOnlySpan<float> values)
    {
        var start = 0;
        foreach (var parameter in parameters)
        {
            Set(parameter.Tensor, target.Constant(values.Slice(start, parameter.Count), [.. parameter.Shape]));
            start += parameter.Count;
        }
    }

    /// <summary>Writes tensors of the network, and all they need.</summary>
    /// <exception cref="ArgumentException">One of them needs an input or noise that is not set.</exception>
    public OnnxTensor[] Write(params IReadOnlyList<OnnxTensor> outputs)
    {
        var needed = new HashSet<OnnxNode>();
        var open = new Stack<OnnxTensor>(outputs);
        while (open.TryPop(out var tensor))
        {
            var source = Phase(tensor);
            if (!_written.ContainsKey(source) && source.Producer is { } producer && needed.Add(producer))
            {
                foreach (var input in producer.Inputs)
                    open.Push(input);
            }
        }

        foreach (var node in network.Graph.Nodes.Where(needed.Contains))
        {
            var copies = target.Repeat(node, [.. node.Inputs.Select(Find)]);
            for (var i = 0; i < copies.Count; i++)
                _written[node.Outputs[i]] = copies[i];
        }

        return [.. outputs.Select(Find)];
    }

    /// <summary>All that tensors of the network are computed from in a phase, and themselves.</summary>
    public static HashSet<OnnxTensor> Needed(Network network, IReadOnlyList<OnnxTensor> outputs, bool isTraining)
    {
        var needed = new HashSet<OnnxTensor>();
        var open = new Stack<OnnxTensor>(outputs);
        while (open.TryPop(out var tensor))
        {
            if (!needed.Add(tensor))
                continue;
            if (network.Phases.TryGetValue(tensor, out var either))
                open.Push(isTraining ? either.Training : either.InUse);
            foreach (var input in tensor.Producer?.Inputs ?? [])
                open.Push(input);
        }

        return needed;
    }

    private OnnxTensor Phase(OnnxTensor tensor)
    {
        while (!_written.ContainsKey(tensor) && network.Phases.TryGetValue(tensor, out var either))
            tensor = isTraining ? either.Training : either.InUse;
        return tensor;
    }

    private OnnxTensor Find(OnnxTensor tensor)
    {
        var source = Phase(tensor);
        if (_written.TryGetValue(source, out var written))
            return written;
        return _constants.TryGetValue(source, out var constant)
            ? _written[source] = target.Repeat(constant)
            : throw new ArgumentException($"The answer depends on {source}, which is not given.");
    }
}
