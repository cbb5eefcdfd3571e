using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>
/// Refuses names with control characters. No exporter writes such, and printed they could move the cursor or colour a
/// terminal at the file's will.
/// </summary>
internal static class NameCheck
{
    /// <exception cref="UserInputException">There is such a name.</exception>
    public static void Check(string path, ModelProto model)
    {
        if (!Names(model).Any(name => name.Any(char.IsControl)))
            return;
        throw new UserInputException(
            "model-damaged",
            $"'{path}' has a name with control characters, which no exporter writes.",
            "Export the model again, or copy the file again and compare checksums.");
    }

    private static IEnumerable<string> Names(ModelProto model) =>
        new[] { model.ProducerName, model.ProducerVersion }
            .Concat(model.OpsetImport.Select(o => o.Domain))
            .Concat(model.Graph.Input.Concat(model.Graph.Output).Select(value => value.Name))
            .Concat(model.Graph.Node.SelectMany(Names))
            .Concat(ModelTensors.Of(model).SelectMany(Names));

    private static IEnumerable<string> Names(NodeProto node) =>
        node.Input.Concat(node.Output).Append(node.OpType).Append(node.Domain).Concat(OnnxGraph.LabelsOf(node) ?? []);

    private static IEnumerable<string> Names(TensorProto tensor) =>
        tensor.ExternalData.Select(entry => entry.Value).Append(tensor.Name);
}
