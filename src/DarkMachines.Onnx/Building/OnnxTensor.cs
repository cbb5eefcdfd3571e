namespace DarkMachines.Onnx;

/// <summary>
/// A value of a graph that is being built: its type and shape are known, its numbers only once the graph runs. An
/// <see cref="OnnxGraphBuilder"/> makes it, and takes no other builder's.
/// </summary>
public sealed partial class OnnxTensor
{
    internal OnnxTensor(OnnxGraphBuilder graph, string name, OnnxElement element, IReadOnlyList<long?> shape, OnnxNode? producer = null)
    {
        Graph = graph;
        Name = name;
        Element = element;
        Shape = shape;
        Producer = producer;
    }

    /// <summary>What its values are.</summary>
    public OnnxElement Element { get; }

    /// <summary>Its lengths; null for a length that is known only when the graph runs, such as the number of rows.</summary>
    public IReadOnlyList<long?> Shape { get; }

    /// <summary>Number of axes; 0 for a scalar.</summary>
    public int Rank => Shape.Count;

    /// <summary>The graph it belongs to, whose operators work on it.</summary>
    public OnnxGraphBuilder Graph { get; }

    internal string Name { get; }

    /// <summary>The node that computes it; null for an input or a constant.</summary>
    internal OnnxNode? Producer { get; }

    /// <summary>Name, type and shape, such as <c>MatMul_2: Float32[?, 4]</c>.</summary>
    public override string ToString() => $"{Name}: {Element}{Shapes.Text(Shape)}";
}
