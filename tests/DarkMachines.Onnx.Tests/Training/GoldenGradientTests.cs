using System.Runtime.CompilerServices;
using System.Text.Json;
using DarkMachines.Onnx.Training;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx.Tests.Training;

/// <summary>Results and gradients beside those of PyTorch 1.13, recorded by golden/record_gradients.py.</summary>
public class GoldenGradientTests
{
    private static readonly Dictionary<string, (int[] Row, Func<OnnxTensor, OnnxTensor> Build)> Cases = new()
    {
        ["relu"] = ([4], x => x.Dense(3, Activation.Relu)),
        ["leaky-relu"] = ([4], x => x.Dense(3, Activation.LeakyRelu)),
        ["elu"] = ([4], x => x.Dense(3, Activation.Elu)),
        ["selu"] = ([4], x => x.Dense(3, Activation.Selu)),
        ["gelu"] = ([4], x => x.Dense(3, Activation.Gelu)),
        ["tanh"] = ([4], x => x.Dense(3, Activation.Tanh)),
        ["sigmoid"] = ([4], x => x.Dense(3, Activation.Sigmoid)),
        ["softplus"] = ([4], x => x.Dense(3, Activation.Softplus)),
        ["softmax"] = ([4], x => x.Dense(3).Softmax()),
        ["log-softmax"] = ([4], x => x.Dense(3).LogSoftmax()),
        ["log-sum-exp"] = ([4], x => x.Dense(3).LogSumExp(-1)),
        ["max"] = ([4], x => x.Dense(3).Max(-1)),
        ["conv1d"] = ([2, 8], x => x.Conv(3, 3, stride: 2, padding: 1)),
        ["conv2d"] = ([2, 5, 4], x => x.Conv(3, 3, padding: 1)),
        ["conv2d-stride"] = ([2, 6, 5], x => x.Conv(3, 3, stride: 2, padding: 1)),
        ["conv2d-dilation"] = ([2, 7, 6], x => x.Conv(3, 3, dilation: 2)),
        ["conv-transpose2d"] = ([2, 3, 4], x => x.ConvTranspose(3, 4, stride: 2, padding: 1)),
        ["max-pool"] = ([1, 6, 4], x => x.Conv(3, 3, padding: 1).MaxPool(2)),
        ["max-pool-stride"] = ([1, 11], x => x.Conv(3, 3).MaxPool(3, 2)),
        ["average-pool"] = ([1, 6, 5], x => x.Conv(3, 3, padding: 1).AveragePool(2)),
        ["batch-norm"] = ([4], x => x.Dense(3).BatchNorm()),
        ["batch-norm2d"] = ([1, 5, 4], x => x.Conv(3, 3).BatchNorm()),
        ["layer-norm"] = ([4], x => x.Dense(3).LayerNorm()),
        ["lstm"] = ([5, 3], x => x.Lstm(2)),
        ["gru"] = ([5, 3], x => x.Gru(2)),
        ["cross-entropy"] = ([4], x => x.Dense(3).CrossEntropy(Network.Of(x).Constant([0, 2, 1, 1, 0], 5, 1))),
        ["gather"] = ([4], x => x.Graph.Gather(x.Dense(3, hasBias: false), x.Graph.Constant([2L, 0, 2]), 1)),
        ["where"] = ([4], Chosen),
        ["layers"] = ([4], x => x.Dense(6, Activation.Relu).Dense(4, Activation.Tanh).Square().Mean()),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void Every_recorded_case_is_looked_at() => Assert.Equal(Golden().Select(p => p.Name).Order(), Cases.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_is_that_of_PyTorch(string name)
    {
        var (row, build) = Cases[name];
        var golden = Golden().Single(p => p.Name == name).Value;
        float[] Numbers(string key) => [.. golden.GetProperty(key).EnumerateArray().Select(v => v.GetSingle())];

        var network = new Network();
        var output = build(network.Input("x", row));
        var graph = new OnnxGraphBuilder();
        var copy = new GraphCopy(network, graph, isTraining: true);
        float[] given = Numbers("parameters"), weights = Numbers("weights");
        Assert.Equal(NetworkParameter.Total(network.Parameters), given.Length);
        var parameters = graph.Input("parameters", OnnxElement.Float32, [given.Length]);
        copy.SetFromVector(network.Parameters, parameters);
        copy.Set(network.Inputs[0], graph.Input("x", OnnxElement.Float32, network.Inputs[0].Shape));
        var result = graph.Reshape(copy.Write(output)[0], weights.Length);
        var gradient = Gradients.Of((result * graph.Constant(weights)).Sum(), parameters)[0];

        using var session = GraphSession.Prepare("test", GraphWriter.Write(graph, [result, gradient]), isOptimised: true, threads: 1);
        var x = golden.GetProperty("inputs").GetProperty("x").EnumerateArray().Select(v => v.GetSingle()).ToArray();
        using var rows = OrtValue.CreateTensorValueFromMemory(x, [x.Length / row.Aggregate((a, b) => a * b), .. row.Select(n => (long)n)]);
        using var values = OrtValue.CreateTensorValueFromMemory(given, [given.Length]);
        using var options = new RunOptions();
        using var answers = session.Run(options, ["x", "parameters"], [rows, values], [.. session.OutputMetadata.Keys]);
        Close(Numbers("result"), answers[0]);
        Close(Numbers("gradient"), answers[1]);
    }

    private static void Close(float[] expected, OrtValue actual)
    {
        var values = actual.GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 2e-5 * Math.Max(1, Math.Abs(pair.First))));
    }

    private static OnnxTensor Chosen(OnnxTensor x)
    {
        var w = Network.Of(x).Parameter(Initialiser.Zeros, 4);
        return x.Graph.Where(x.Graph.Greater(x, x.Graph.Scalar(0)), x * w, w.Exp());
    }

    private static JsonElement.ObjectEnumerator Golden([CallerFilePath] string here = "") =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "golden", "gradients.json"))).RootElement.EnumerateObject();
}
