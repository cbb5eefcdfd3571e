using System.Globalization;
using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>Walks a graph from an output back towards the input.</summary>
internal sealed class OnnxGraph
{
    private static readonly HashSet<string> Reshaping =
        ["Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Cast", "Dropout"];

    private readonly Dictionary<string, NodeProto> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _weights = new(StringComparer.Ordinal);
    private readonly GraphProto _graph;

    public OnnxGraph(GraphProto graph)
    {
        _graph = graph;
        foreach (var weight in graph.Initializer)
            _weights.TryAdd(weight.Name, weight);
        foreach (var node in graph.Node)
        {
            foreach (var output in node.Output)
                _producers.TryAdd(output, node);
        }
    }

    /// <summary>The node that computes a tensor's values, past those that only reshape or convert them; null for an input.</summary>
    /// <param name="tensor">The tensor; on return, that node's output.</param>
    public NodeProto? ProducerOf(ref string tensor)
    {
        // A damaged graph may have a circle.
        for (var step = 0; step < _graph.Node.Count; step++)
        {
            if (!_producers.TryGetValue(tensor, out var node))
                return null;
            if (!IsStandard(node) || !Reshaping.Contains(node.OpType) || node.Input.Count == 0)
                return node;
            tensor = node.Input[0];
        }

        return null;
    }

    /// <summary>The standard node whose output a tensor is; null if there is none.</summary>
    public NodeProto? MakerOf(string tensor) => _producers.TryGetValue(tensor, out var node) && IsStandard(node) ? node : null;

    /// <summary>The node that computes a tensor's values; null for an input.</summary>
    public NodeProto? ProducerOf(string tensor) => ProducerOf(ref tensor);

    /// <summary>A node and those of the graphs within it, such as the body of a loop.</summary>
    public static IEnumerable<NodeProto> NodesWithin(NodeProto node) =>
        node.Attribute.SelectMany(a => a.G is null ? a.Graphs : a.Graphs.Append(a.G)).SelectMany(graph => graph.Node).SelectMany(NodesWithin).Prepend(node);

    /// <summary>The nodes that a tensor depends on.</summary>
    public HashSet<NodeProto> NodesBehind(string tensor) => WalkBack(tensor, _ => true).Nodes;

    /// <summary>True if the values of an input decide a tensor's values, and not its shape alone.</summary>
    public bool DependsOnInputValues(string tensor)
    {
        var inputs = _graph.Input.Select(input => input.Name).Where(name => !_weights.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);
        return WalkBack(tensor, node => !IsStandard(node) || node.OpType is not ("Shape" or "Size")).Tensors.Any(inputs.Contains);
    }

    // Everything behind a tensor, but for what only lies behind nodes that are not to be passed.
    private (HashSet<NodeProto> Nodes, HashSet<string> Tensors) WalkBack(string tensor, Predicate<NodeProto> mayPass)
    {
        // Two nodes of equal content are two nodes.
        var nodes = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        var tensors = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([tensor]);
        while (open.TryPop(out var name))
        {
            tensors.Add(name);
            if (!_producers.TryGetValue(name, out var node) || !nodes.Add(node) || !mayPass(node))
                continue;
            foreach (var input in InputsOf(node))
                open.Push(input);
        }

        return (nodes, tensors);
    }

    /// <summary>The nodes that read a tensor.</summary>
    public IEnumerable<NodeProto> ReadersOf(string tensor) => _graph.Node.Where(node => node.Input.Contains(tensor));

    /// <summary>A tensor whose values are in the file; null for any other.</summary>
    public TensorProto? Constant(string tensor) =>
        _weights.TryGetValue(tensor, out var weight) ? weight
        : _producers.TryGetValue(tensor, out var node) && IsStandard(node) && node.OpType == "Constant" ? node.Attribute.FirstOrDefault(a => a.Name == "value")?.T
        : null;

    /// <summary>True for the node of a linear layer: a matrix product, with or without the sum that adds its offsets.</summary>
    public bool IsLinear(NodeProto node)
    {
        if (!IsStandard(node))
            return false;
        return node.OpType switch
        {
            "Gemm" or "MatMul" => true,
            "Add" => node.Input.Any(input => ProducerOf(input) is { OpType: "Gemm" or "MatMul" }),
            _ => false,
        };
    }

    /// <summary>Columns of a linear layer's answer, by the shape of its weights; null if that does not tell.</summary>
    public long? LinearWidth(NodeProto node)
    {
        if (node.OpType == "Add")
            return node.Input.Select(input => ProducerOf(input)).FirstOrDefault(n => n is { OpType: "Gemm" or "MatMul" }) is { } product ? LinearWidth(product) : null;
        if (node.Input.Count < 2 || Constant(node.Input[1])?.Dims is not [var rows, var columns])
            return null;
        return node.OpType == "Gemm" && Integer(node, "transB") is 1 ? rows : columns;
    }

    /// <summary>True for a linear layer whose answer is then scaled or shifted by constants, as only the values of a regression are.</summary>
    public bool IsRescaledLinear(NodeProto node)
    {
        for (var step = 0; step < _graph.Node.Count; step++)
        {
            if (IsLinear(node))
                return step > 0;
            if (!IsStandard(node) || node.OpType is not ("Add" or "Sub" or "Mul" or "Div") || !node.Input.Any(input => Constant(input) is not null))
                return false;
            if (node.Input.Select(input => ProducerOf(input)).FirstOrDefault(n => n is not null and not { OpType: "Constant" }) is not { } before)
                return false;
            node = before;
        }

        return false;
    }

    public static bool IsStandard(NodeProto node) => OnnxFile.Domain(node.Domain) == OnnxFile.StandardDomain;

    public static bool IsMachineLearning(NodeProto node, params ReadOnlySpan<string> names) =>
        node.Domain == OnnxFile.MachineLearningDomain && names.Contains(node.OpType);

    /// <summary>The class labels that a classifier's node, or a ZipMap, carries; null if it has none.</summary>
    public static IReadOnlyList<string>? LabelsOf(NodeProto node)
    {
        var labels = node.Attribute.FirstOrDefault(a => a.Name
            is "classlabels_int64s" or "classlabels_ints" or "classlabels_strings" && a.Ints.Count + a.Strings.Count > 0);
        return labels is null
            ? null
            : [.. labels.Ints.Select(i => i.ToString(CultureInfo.InvariantCulture)), .. labels.Strings.Select(s => s.ToStringUtf8())];
    }

    public static long? Integer(NodeProto node, string attribute) =>
        node.Attribute.FirstOrDefault(a => a.Name == attribute)?.I;

    // A graph within a node may use the tensors around it by name.
    private static IEnumerable<string> InputsOf(NodeProto node)
    {
        var inner = node.Attribute.SelectMany(a => a.G is null ? a.Graphs : a.Graphs.Append(a.G));
        return node.Input.Concat(inner.SelectMany(graph =>
            graph.Node.SelectMany(InputsOf).Concat(graph.Output.Select(o => o.Name))));
    }
}
