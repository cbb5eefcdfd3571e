using DarkMachines.Onnx.Training;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx.Tests.Training;

/// <summary>
/// Compares a gradient with central differences, both by ONNX Runtime: in float64, and where ONNX Runtime has no float64
/// kernel for an operator in float32, with longer differences and a tolerance to match.
/// </summary>
internal sealed class GradientCheck : IDisposable
{
    private const int Rows = 3;

    private readonly OnnxElement _element;
    private readonly InferenceSession _session;
    private readonly Dictionary<string, OrtValue> _inputs = [];
    private readonly string[] _outputs;
    private readonly double[] _parameters;

    /// <param name="build">Writes a network and returns what its loss is to be made of.</param>
    /// <param name="element">The precision.</param>
    public GradientCheck(Func<Network, OnnxTensor> build, OnnxElement element)
    {
        _element = element;
        var network = new Network(element);
        var result = build(network);
        // Weights of their own for each value: a rule that mixes values up would not show in their plain sum.
        var loss = result.Shape.All(n => n == 1) ? result : Weighted(network, result);
        var graph = new OnnxGraphBuilder();
        var copy = new GraphCopy(network, graph, isTraining: true);
        _parameters = [.. NetworkParameter.Begin(network.Parameters, 7)];
        var parameters = graph.Input("parameters", element, [_parameters.Length]);
        copy.SetFromVector(network.Parameters, parameters);
        var random = new RandomStream(3);
        foreach (var input in network.Inputs.Concat(network.Noise.Select(noise => noise.Tensor)))
        {
            copy.Set(input, graph.Input(input.Name, element, input.Shape));
            long[] shape = [Rows, .. input.Shape.Skip(1).Select(n => n!.Value)];
            _inputs[input.Name] = Value([.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => random.Normal())], shape);
        }

        var written = graph.Reshape(copy.Write(loss)[0], 1);
        OnnxTensor[] outputs = [written, Gradients.Of(written, parameters)[0]];
        _outputs = [.. outputs.Select(output => output.Name)];
        _session = GraphSession.Prepare("test", GraphWriter.Write(graph, outputs), isOptimised: true, threads: 1);
    }

    public int Count => _parameters.Length;

    /// <summary>The gradient by the rules, and by differences.</summary>
    public (double[] Rules, double[] Differences) Compare()
    {
        var step = _element == OnnxElement.Float64 ? 1e-5 : 1e-2;
        var rules = Run(_parameters)[1];
        var differences = new double[_parameters.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            double[] up = [.. _parameters], down = [.. _parameters];
            up[i] += step;
            down[i] -= step;
            differences[i] = (Run(up)[0][0] - Run(down)[0][0]) / (2 * step);
        }

        return (rules, differences);
    }

    public void Dispose() => _session.Dispose();

    private static OnnxTensor Weighted(Network network, OnnxTensor result)
    {
        long[] shape = [.. result.Shape.Select(n => n ?? Rows)];
        var random = new RandomStream(11);
        float[] weights = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)random.Normal())];
        return (result * network.Constant(weights, shape)).Sum();
    }

    private double[][] Run(double[] parameters)
    {
        using var value = Value(parameters, [parameters.Length]);
        using var options = new RunOptions();
        var names = _session.InputMetadata.Keys.ToArray();
        using var results = _session.Run(options, names, [.. names.Select(name => name == "parameters" ? value : _inputs[name])], _outputs);
        return [.. results.Select(result => _element == OnnxElement.Float64
            ? result.GetTensorDataAsSpan<double>().ToArray()
            : [.. result.GetTensorDataAsSpan<float>().ToArray().Select(v => (double)v)])];
    }

    private OrtValue Value(double[] values, long[] shape) => _element == OnnxElement.Float64
        ? OrtValue.CreateTensorValueFromMemory(values, shape)
        : OrtValue.CreateTensorValueFromMemory<float>([.. values.Select(v => (float)v)], shape);
}
