using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>Finds the output of a file that holds the answer.</summary>
internal static class OutputSearch
{
    /// <summary>The one output that can be read, as what it is declared to be or else recognised as.</summary>
    /// <param name="file">The file.</param>
    /// <param name="declarations">What is said about it.</param>
    /// <param name="columns">Columns of its input.</param>
    /// <exception cref="UserInputException">No output can be read, or several.</exception>
    public static OutputReading Find(OnnxFile file, Declarations declarations, int columns)
    {
        var graph = new OnnxGraph(file.Model.Graph);
        var recognition = new OutputRecognition(file, graph, columns);
        var outputs = Named(file, declarations.Output);
        var readings = outputs
            .Where(output => HoldsNumbers(output, graph))
            .Select(output => declarations.Kind is { } kind ? recognition.ReadAs(kind.Value, output) : recognition.Read(output))
            .OfType<OutputReading>()
            .OrderBy(reading => reading.Doubt is not null)
            // Two outputs of a mixture are read from the same tensor: the one that is that tensor stands for both.
            .ThenBy(reading => reading.Tensor != reading.Name)
            .DistinctBy(reading => reading.Tensor)
            .ToList();

        if (readings.Count == 0)
            throw Unrecognised(file, graph, outputs);
        var best = readings.TakeWhile(reading => reading.Doubt is null == readings[0].Doubt is null).ToList();
        return best.Count == 1
            ? best[0]
            : throw new UserInputException(
                "ambiguous-output",
                $"Several outputs of '{file.Path}' could hold the answer: {List(best.Select(reading => reading.Name))}.",
                "Name the one to read with --output or in a model card.");
    }

    private static List<ValueInfoProto> Named(OnnxFile file, Decision<string>? name)
    {
        var outputs = file.Model.Graph.Output.Where(output => name is null || output.Name == name.Value).ToList();
        return outputs.Count > 0
            ? outputs
            : throw new UserInputException("unknown-output", $"'{file.Path}' has no output '{name!.Value}', which {name.From} names; it has {List(file.Outputs.Select(o => o.Name))}.", "Name one of these.");
    }

    private static bool HoldsNumbers(ValueInfoProto output, OnnxGraph graph) =>
        OnnxTypes.ElementType(output) is DataType.Float or DataType.Double
        || (graph.ProducerOf(output.Name) is { } node && OnnxGraph.IsMachineLearning(node, "ZipMap"));

    private static UserInputException Unrecognised(OnnxFile file, OnnxGraph graph, List<ValueInfoProto> outputs) => new(
        "unrecognised-output",
        $"Nothing in '{file.Path}' tells what it gives: {string.Join("; ", outputs.Select(output => Refusal(output, graph)))}.",
        $"Say what it does with --as ({string.Join(", ", ModelKinds.All)}), or as \"kind\" in '{ModelCard.PathFor(file.FileName)}' beside it.");

    private static string Refusal(ValueInfoProto output, OnnxGraph graph)
    {
        if (!HoldsNumbers(output, graph))
            return $"its output '{output.Name}' is {OnnxTypes.Describe(output).Type}, not float numbers";
        if (graph.ProducerOf(output.Name) is not { } node)
            return $"its output '{output.Name}' is the result of no operator";
        var before = node.Input.Select(input => graph.ProducerOf(input)).FirstOrDefault(n => n is not null);
        return $"its output '{output.Name}' ends in {node.OpType}{(before is null ? "" : $" after {before.OpType}")}, which no known export of a classifier, detector, density, autoencoder or regression does";
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
