using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>Finds the output of a file that holds a classifier's answer, by the operators that make it.</summary>
internal sealed class ClassifierOutputSearch
{
    private static readonly string[] ClassifierOperators = ["LinearClassifier", "SVMClassifier", "TreeEnsembleClassifier"];

    private readonly OnnxFile _file;
    private readonly OnnxGraph _graph;
    private readonly bool _isDeclared;
    private readonly List<string> _refusals = [];

    /// <param name="file">The file.</param>
    /// <param name="isDeclared">True if the card says that this is a classifier.</param>
    public ClassifierOutputSearch(OnnxFile file, bool isDeclared)
    {
        _file = file;
        _graph = new OnnxGraph(file.Model.Graph);
        _isDeclared = isDeclared;
    }

    /// <summary>The one output that can be read as probabilities or logits.</summary>
    /// <param name="named">The output to read; null to look for it.</param>
    /// <exception cref="UserInputException">None can, or several.</exception>
    public ClassifierOutput Find(string? named)
    {
        var outputs = _file.Model.Graph.Output.Where(output => named is null || output.Name == named).ToList();
        if (outputs.Count == 0)
            throw new UserInputException("unknown-output", $"'{_file.Path}' has no output '{named}'; it has {List(_file.Outputs.Select(o => o.Name))}.", "Name one of these.");

        var readings = outputs.Select(Read).OfType<ClassifierOutput>().ToList();
        return readings.Count switch
        {
            1 => readings[0],
            0 => throw new UserInputException(
                "not-a-classifier",
                $"'{_file.Path}' is no classifier as far as the file tells: {string.Join("; ", _refusals)}.",
                $"If one of these outputs holds class probabilities, write '{ModelCard.PathFor(_file.FileName)}' beside it with \"kind\": \"classifier\"."),
            _ => throw new UserInputException(
                "ambiguous-output",
                $"Several outputs of '{_file.Path}' could hold the classes: {List(readings.Select(r => r.Name))}.",
                "Name the one to read in the import's settings."),
        };
    }

    private ClassifierOutput? Read(ValueInfoProto output)
    {
        var tensor = output.Name;
        if (_graph.ProducerOf(ref tensor) is { } zipMap && OnnxGraph.IsMachineLearning(zipMap, "ZipMap") && zipMap.Input.Count == 1)
            return Read(output, zipMap.Input[0], zipMap);
        if (OnnxTypes.ElementType(output) is DataType.Float or DataType.Double)
            return Read(output, output.Name, null);
        return Refuse(output, $"is {OnnxTypes.Describe(output).Type}, not float numbers");
    }

    private ClassifierOutput? Read(ValueInfoProto output, string tensor, NodeProto? zipMap)
    {
        var end = tensor;
        var node = _graph.ProducerOf(ref end);
        if (node is not null && OnnxGraph.IsMachineLearning(node, "Normalizer") && node.Input.Count == 1)
        {
            end = node.Input[0];
            node = _graph.ProducerOf(ref end);
        }

        if (node is null)
            return Refuse(output, "is the result of no operator");
        var labels = (zipMap is null ? null : OnnxGraph.LabelsOf(zipMap)) ?? OnnxGraph.LabelsOf(node);
        var from = zipMap is null ? node.OpType : $"ZipMap over {node.OpType}";
        if ((FormOf(node, end) ?? (zipMap is not null || _isDeclared ? OutputForm.Probabilities : null)) is { } form)
            return new ClassifierOutput(output.Name, tensor, form, labels, from);
        return Refuse(output, $"ends in {Ending(node)}, which gives neither probabilities (as Softmax, Sigmoid and classifier operators do) nor the logits of a linear layer");
    }

    private OutputForm? FormOf(NodeProto node, string tensor)
    {
        // The first output of a classifier's operator is the label.
        if (ClassifierOperators.Any(name => OnnxGraph.IsMachineLearning(node, name)))
            return node.Output.IndexOf(tensor) == 1 ? OutputForm.Probabilities : null;
        if (_graph.IsLinear(node))
            return OutputForm.Logits;
        if (!OnnxGraph.IsStandard(node))
            return null;
        // Softmax over the columns of [rows, classes]: over the rows, a row's answer would depend on its neighbours.
        var isOverColumns = OnnxGraph.Integer(node, "axis") is null or 1 or -1;
        return node.OpType switch
        {
            "Sigmoid" => OutputForm.Probabilities,
            "Softmax" when isOverColumns => OutputForm.Probabilities,
            // Softmax turns log-probabilities back into probabilities.
            "LogSoftmax" when isOverColumns => OutputForm.Logits,
            _ => null,
        };
    }

    private string Ending(NodeProto node)
    {
        var before = node.Input.Select(input => _graph.ProducerOf(ref input)).FirstOrDefault(n => n is not null);
        return before is null ? node.OpType : $"{node.OpType} after {before.OpType}";
    }

    private ClassifierOutput? Refuse(ValueInfoProto output, string because)
    {
        _refusals.Add($"its output '{output.Name}' {because}");
        return null;
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
