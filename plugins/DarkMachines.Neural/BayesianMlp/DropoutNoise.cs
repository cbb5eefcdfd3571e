using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>Hidden layers whose dropout goes on in use, from numbers that can be set.</summary>
internal sealed class DropoutNoise(Network network, NetworkOptions options)
{
    private readonly List<OnnxTensor> _noise = [];

    /// <summary>Appends the layers.</summary>
    public OnnxTensor Layers(OnnxTensor x)
    {
        for (var layer = 0; layer < options.Layers; layer++)
            x = Drop(x.Dense(options.Units, options.Activation));
        return x;
    }

    /// <summary>Numbers that stand for all noise: with them the layers are one thinned network.</summary>
    /// <param name="graph">The graph that they go into.</param>
    /// <param name="random">Where they come from.</param>
    public IEnumerable<(OnnxTensor Noise, OnnxTensor Value)> Draw(OnnxGraphBuilder graph, RandomStream random)
    {
        foreach (var noise in _noise)
        {
            float[] values = [.. Enumerable.Range(0, options.Units).Select(_ => (float)random.Uniform())];
            yield return (noise, graph.Constant(values, 1, options.Units));
        }
    }

    private OnnxTensor Drop(OnnxTensor x)
    {
        if (options.Dropout == 0)
            return x;
        var noise = network.Uniform(options.Units);
        _noise.Add(noise);
        var graph = x.Graph;
        return x * graph.Cast(graph.GreaterOrEqual(noise, graph.Scalar(options.Dropout)), OnnxElement.Float32) * (1 / (1 - options.Dropout));
    }
}
