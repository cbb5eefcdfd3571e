using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>Weights that a file keeps in other files.</summary>
internal static class ExternalData
{
    /// <summary>Refuses them: a model must not make us read files that the user did not name.</summary>
    /// <exception cref="UserInputException">The file names other files.</exception>
    public static void Refuse(OnnxFile file)
    {
        var model = file.Model;
        var tensors = Tensors(model.Graph).Concat(model.Functions.SelectMany(f => f.Node).SelectMany(Tensors));
        if (tensors.FirstOrDefault(t => t.DataLocation == TensorProto.Types.DataLocation.External || t.ExternalData.Count > 0) is not { } tensor)
            return;
        var location = tensor.ExternalData.FirstOrDefault(entry => entry.Key == "location")?.Value;
        throw new UserInputException(
            "external-data",
            $"'{file.Path}' keeps weights in another file ('{location}' for '{tensor.Name}'); a model must be one file.",
            "Save it again with its weights inside: onnx.save(onnx.load(path), path) without external data.");
    }

    private static IEnumerable<TensorProto> Tensors(GraphProto graph) =>
        graph.Initializer
            .Concat(graph.SparseInitializer.SelectMany(Tensors))
            .Concat(graph.Node.SelectMany(Tensors));

    private static IEnumerable<TensorProto> Tensors(NodeProto node)
    {
        foreach (var attribute in node.Attribute)
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
            foreach (var tensor in tensors.Concat(sparse.SelectMany(Tensors)).Concat(graphs.SelectMany(Tensors)))
                yield return tensor;
        }
    }

    private static IEnumerable<TensorProto> Tensors(SparseTensorProto sparse) =>
        new[] { sparse.Values, sparse.Indices }.OfType<TensorProto>();
}
