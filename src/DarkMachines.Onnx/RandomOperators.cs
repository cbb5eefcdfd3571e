using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>Operators whose answer is drawn anew in each run.</summary>
internal static class RandomOperators
{
    private static readonly HashSet<string> Always = ["RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli"];

    /// <summary>The names of such operators behind a tensor, each once.</summary>
    public static IReadOnlyList<string> Behind(OnnxFile file, string tensor)
    {
        var graph = new OnnxGraph(file.Model.Graph);
        var functions = file.Model.Functions.SelectMany(function => function.Node);
        return [.. graph.NodesBehind(tensor).Concat(functions).SelectMany(OnnxGraph.NodesWithin).Where(node => IsRandom(graph, node)).Select(node => node.OpType).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Refuses a random graph, or agrees to average it.</summary>
    /// <returns>What an importer says of it; null if nothing is random.</returns>
    /// <exception cref="UserInputException">The graph is random and nobody asked for an average, or it cannot be averaged.</exception>
    public static OnnxFinding? Check(OnnxFile file, string tensor, Decision<int>? passes)
    {
        var names = Behind(file, tensor);
        if (names.Count == 0)
            return null;
        var list = string.Join(", ", names);
        if (names.FirstOrDefault(name => !NoiseInput.CanStandFor(name)) is { } fixedShape)
        {
            throw new UserInputException(
                "random-operator",
                $"'{file.Path}' draws random numbers by {fixedShape}, so that its answers differ from run to run.",
                "Export it in evaluation mode (model.eval() in PyTorch), with the mean in place of the draw.");
        }

        return passes is null
            ? throw new UserInputException(
                "random-operator",
                $"'{file.Path}' draws random numbers by {list}, so that its answers differ from run to run.",
                "Export it with the mean in place of the draw, as a variational autoencoder's encode(x)[0], or ask for an average over fixed draws with --passes N.")
            : new OnnxFinding(
                "random-operator",
                FindingSeverity.Warning,
                FormattableString.Invariant($"The graph draws random numbers by {list}: its output is averaged over {passes.Value} fixed draws, the same for every row, as {passes.From} ask."),
                "Export it with the mean in place of the draw.");
    }

    private static bool IsRandom(OnnxGraph graph, NodeProto node) =>
        OnnxGraph.IsStandard(node) && (Always.Contains(node.OpType)
            || (node is { OpType: "Dropout", Input.Count: > 2 } && IsTrue(graph.Constant(node.Input[2]))));

    // Training mode that is not a constant may be on: it counts as random too.
    private static bool IsTrue(TensorProto? flag) =>
        flag is null || flag.DataType != (int)DataType.Bool || flag.RawData.Any(b => b != 0) || flag.Int32Data.Any(i => i != 0);
}
