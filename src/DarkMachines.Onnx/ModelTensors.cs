using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>Every constant tensor of a file, wherever it may hide.</summary>
internal static class ModelTensors
{
    /// <summary>The tensors among the weights, in the nodes' attributes, in inner graphs and in functions.</summary>
    public static IEnumerable<TensorProto> Of(ModelProto model) =>
        Of(model.Graph).Concat(model.Functions.SelectMany(f => f.Node.SelectMany(Of).Concat(f.AttributeProto.SelectMany(Of))));

    private static IEnumerable<TensorProto> Of(GraphProto graph) =>
        graph.Initializer
            .Concat(graph.SparseInitializer.SelectMany(Of))
            .Concat(graph.Node.SelectMany(Of));

    private static IEnumerable<TensorProto> Of(NodeProto node) => node.Attribute.SelectMany(Of);

    private static IEnumerable<TensorProto> Of(AttributeProto attribute)
    {
        var sparse = attribute.SparseTensors.AsEnumerable();
        var graphs = attribute.Graphs.AsEnumerable();
        var tensors = attribute.Tensors.AsEnumerable();
        if (attribute.SparseTensor is { } one)
            sparse = sparse.Append(one);
        if (attribute.G is { } graph)
            graphs = graphs.Append(graph);
        if (attribute.T is { } dense)
            tensors = tensors.Append(dense);
        return tensors.Concat(sparse.SelectMany(Of)).Concat(graphs.SelectMany(Of));
    }

    private static IEnumerable<TensorProto> Of(SparseTensorProto sparse) =>
        new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>();
}
