using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>
/// A published network as a classifier: its inputs are made of the parameters, and its answers become probabilities by
/// softmax. It writes itself as ONNX, which is the way to use it at speed; its own answers are the plain reference.
/// </summary>
internal sealed class NetworkClassifier(IReadOnlyList<Feature> parameters, IReadOnlyList<string> classes, DenseNetwork network, IReadOnlyList<NetworkInput> inputs)
    : IClassifierModel, IOnnxExportable
{
    public IReadOnlyList<Feature> Features => parameters;

    public IReadOnlyList<string> Classes => classes;

    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var count = this.RowCount(rows, probabilities.Length, Classes.Count);
        var (own, x) = (new double[parameters.Count], new double[inputs.Count]);
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < own.Length; i++)
                own[i] = rows[row * own.Length + i];
            for (var i = 0; i < x.Length; i++)
                x[i] = inputs[i].Of(own);
            Softmax(network.Apply(x), probabilities.Slice(row * Classes.Count, Classes.Count));
        }
    }

    public void WriteTo(OnnxGraphBuilder graph)
    {
        OnnxTensor[] columns = [.. inputs.Select(input => input.WriteTo(graph))];
        graph.Probabilities(graph.Softmax(network.WriteTo(graph, graph.Concat(1, columns))));
    }

    private static void Softmax(double[] logits, Span<float> probabilities)
    {
        var most = logits.Max();
        var sum = logits.Sum(logit => Math.Exp(logit - most));
        for (var k = 0; k < logits.Length; k++)
            probabilities[k] = (float)(Math.Exp(logits[k] - most) / sum);
    }
}
