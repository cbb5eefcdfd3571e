using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>Cuts a graph down to what one tensor needs.</summary>
internal static class GraphCut
{
    /// <summary>
    /// A model whose only output is the named tensor, without the nodes that it does not depend on. Naming the tensor before a
    /// ZipMap takes the ZipMap out. Nodes and weights are those of the other model, not copies: forests may fill the memory.
    /// </summary>
    public static ModelProto Keep(ModelProto model, string tensor)
    {
        var graph = model.Graph;
        var needed = new OnnxGraph(graph).NodesBehind(tensor);
        return new ModelProto
        {
            IrVersion = model.IrVersion,
            OpsetImport = { model.OpsetImport },
            Functions = { model.Functions },
            Graph = new GraphProto
            {
                Name = graph.Name,
                Node = { graph.Node.Where(needed.Contains) },
                Initializer = { graph.Initializer },
                SparseInitializer = { graph.SparseInitializer },
                Input = { graph.Input },
                Output = { graph.Output.FirstOrDefault(output => output.Name == tensor) ?? new ValueInfoProto { Name = tensor } },
                ValueInfo = { graph.ValueInfo },
            },
        };
    }
}
