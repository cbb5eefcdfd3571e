using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>Cuts a graph down to what one tensor needs.</summary>
internal static class GraphCut
{
    /// <summary>
    /// A copy of a model whose only output is the named tensor, without the nodes that it does not depend on. Naming the
    /// tensor before a ZipMap takes the ZipMap out.
    /// </summary>
    public static ModelProto Keep(ModelProto model, string tensor)
    {
        var cut = model.Clone();
        var graph = cut.Graph;
        var output = graph.Output.FirstOrDefault(o => o.Name == tensor) ?? new ValueInfoProto { Name = tensor };
        graph.Output.Clear();
        graph.Output.Add(output);

        var needed = new OnnxGraph(graph).NodesBehind(tensor);
        var nodes = graph.Node.Where(needed.Contains).ToList();
        graph.Node.Clear();
        graph.Node.Add(nodes);
        return cut;
    }
}
