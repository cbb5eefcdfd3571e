using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx;

/// <summary>Recognises class probabilities and logits by the operators that make them.</summary>
internal sealed class ClassifierRecognition(OnnxGraph graph)
{
    private static readonly string[] ClassifierOperators = ["LinearClassifier", "SVMClassifier", "TreeEnsembleClassifier"];

    /// <summary>An output read as a classifier's answer; null if it does not look like one.</summary>
    public OutputReading? Read(ValueInfoProto output)
    {
        var (tensor, zipMap) = BehindZipMap(output);
        var end = tensor;
        var node = graph.ProducerOf(ref end);
        if (node is not null && OnnxGraph.IsMachineLearning(node, "Normalizer") && node.Input.Count == 1)
        {
            end = node.Input[0];
            node = graph.ProducerOf(ref end);
        }

        if (node is null || (FormOf(node, end) ?? (zipMap is null ? null : OutputForm.Probabilities)) is not { } form)
            return null;
        var labels = (zipMap is null ? null : OnnxGraph.LabelsOf(zipMap)) ?? OnnxGraph.LabelsOf(node);
        var isLinear = form == OutputForm.Logits && node.OpType != "LogSoftmax" && labels is null;
        return new OutputReading(ModelKind.Classifier, form, output.Name, tensor, Reason(node, zipMap))
        {
            Labels = labels,
            Doubt = isLinear && !output.Name.Contains("logit", StringComparison.OrdinalIgnoreCase) ? "A regression's output would look the same." : null,
        };
    }

    /// <summary>The tensor with the numbers of an output: what a ZipMap is made from, or the output itself.</summary>
    public (string Tensor, NodeProto? ZipMap) BehindZipMap(ValueInfoProto output) =>
        graph.ProducerOf(output.Name) is { } node && OnnxGraph.IsMachineLearning(node, "ZipMap") && node.Input.Count == 1
            ? (node.Input[0], node)
            : (output.Name, null);

    private static string Reason(NodeProto node, NodeProto? zipMap) =>
        zipMap is null ? $"it is made by the operator {node.OpType}" : $"it is made by the operator {node.OpType}, and its ZipMap is taken out";

    private OutputForm? FormOf(NodeProto node, string tensor)
    {
        // The first output of a classifier's operator is the label.
        if (OnnxGraph.IsMachineLearning(node, ClassifierOperators))
            return node.Output.IndexOf(tensor) == 1 ? OutputForm.Probabilities : null;
        if (graph.IsLinear(node))
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
}
