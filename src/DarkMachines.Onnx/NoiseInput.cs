using DarkMachines.Onnx.Format;
using Microsoft.ML.OnnxRuntime;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>
/// Takes the draws of random numbers out of a graph: each becomes an input of one row of noise, the same for every row of
/// a batch. So an average over passes is the same in any batch and on any thread.
/// </summary>
/// <param name="Name">Name of the input that stands for the draw.</param>
/// <param name="Columns">Values a row.</param>
/// <param name="IsNormal">True for the normal distribution, false for the uniform.</param>
/// <param name="First">Mean, or least value.</param>
/// <param name="Second">Standard deviation, or greatest value.</param>
internal sealed record NoiseInput(string Name, int Columns, bool IsNormal, float First, float Second)
{
    /// <summary>True for an operator that this can take the place of.</summary>
    public static bool CanStandFor(string name) => name is "RandomNormalLike" or "RandomUniformLike";

    /// <summary>Replaces every draw of a graph.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="model">The model, which is changed.</param>
    /// <exception cref="UserInputException">The shape of a draw is not known, or it lies within an inner graph.</exception>
    public static IReadOnlyList<NoiseInput> Replace(string path, ModelProto model)
    {
        var noise = new List<NoiseInput>();
        foreach (var node in model.Graph.Node.Where(node => OnnxGraph.IsStandard(node) && CanStandFor(node.OpType)).ToList())
        {
            if (node.Input.Count != 1 || node.Output.Count != 1 || OnnxGraph.Integer(node, "dtype") is not (null or (long)DataType.Float))
                throw Unknown(path, node);
            var isNormal = node.OpType == "RandomNormalLike";
            var input = new NoiseInput(
                $"darkmachines/noise/{noise.Count}",
                WidthOf(path, model, node),
                isNormal,
                Float(node, isNormal ? "mean" : "low") ?? 0,
                Float(node, isNormal ? "scale" : "high") ?? 1);
            input.Replace(model, node);
            noise.Add(input);
        }

        return noise;
    }

    /// <summary>The noise of one pass.</summary>
    /// <param name="random">Where it comes from.</param>
    public OrtValue Draw(RandomStream random)
    {
        var values = new float[Columns];
        foreach (ref var value in values.AsSpan())
            value = (float)(IsNormal ? First + Second * random.Normal() : First + (Second - First) * random.Uniform());
        return OrtValue.CreateTensorValueFromMemory(values, [1, Columns]);
    }

    private void Replace(ModelProto model, NodeProto node)
    {
        var shape = new NodeProto { OpType = "Shape", Input = { node.Input[0] }, Output = { Name + "/shape" } };
        var expand = new NodeProto { OpType = "Expand", Input = { Name, Name + "/shape" }, Output = { node.Output[0] } };
        var place = model.Graph.Node.IndexOf(node);
        model.Graph.Node[place] = shape;
        model.Graph.Node.Insert(place + 1, expand);
        model.Graph.Input.Add(OnnxTypes.FloatTensor(Name, 1, Columns));
    }

    // ONNX Runtime infers the shape when it prepares the graph; nothing is run.
    private static int WidthOf(string path, ModelProto model, NodeProto node)
    {
        using var session = GraphSession.Prepare(path, GraphCut.Keep(model, node.Input[0]), isOptimised: false, threads: 1);
        return session.OutputMetadata[node.Input[0]].Dimensions is [_, var width and > 0] ? width : throw Unknown(path, node);
    }

    private static float? Float(NodeProto node, string attribute) => node.Attribute.FirstOrDefault(a => a.Name == attribute)?.F;

    private static UserInputException Unknown(string path, NodeProto node) => new(
        "random-operator",
        $"'{path}' draws random numbers by {node.OpType} in a shape that is not rows of known width, and cannot be averaged.",
        "Export it with the mean in place of the draw.");
}
