using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>
/// A published network as a surrogate of one value: its inputs are made of the parameters, and its answer y becomes
/// a y + b, or exp(a y + b). It writes itself as ONNX, which is the way to use it at speed; its own predictions are the
/// plain reference.
/// </summary>
internal sealed class NetworkSurrogate(
    IReadOnlyList<Feature> parameters, Feature output, DenseNetwork network, IReadOnlyList<NetworkInput> inputs, double factor, double offset, bool isExponential,
    IReadOnlyList<ValidRange>? ranges = null)
    : ISurrogateModel, IOnnxExportable
{
    public IReadOnlyList<Feature> Features => parameters;

    public IReadOnlyList<Feature> Outputs { get; } = [output];

    public IReadOnlyList<ValidRange> ValidRanges { get; } =
        ranges ?? [.. parameters.Select(_ => new ValidRange(float.NegativeInfinity, float.PositiveInfinity))];

    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions, Span<float> uncertainties)
    {
        var count = this.RowCount(rows, predictions.Length);
        this.RowCount(rows, uncertainties.Length);
        uncertainties.Fill(float.NaN);
        var own = new double[parameters.Count];
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < own.Length; i++)
                own[i] = rows[row * own.Length + i];
            predictions[row] = (float)Predict(own);
        }
    }

    /// <summary>The prediction in double precision throughout: float32 parameters alone cost up to 3 parts in 100 000.</summary>
    /// <param name="row">The parameters of a point.</param>
    public double Predict(ReadOnlySpan<double> row)
    {
        var x = new double[inputs.Count];
        for (var i = 0; i < x.Length; i++)
            x[i] = inputs[i].Of(row);
        var y = factor * network.Apply(x)[0] + offset;
        return isExponential ? Math.Exp(y) : y;
    }

    public void WriteTo(OnnxGraphBuilder graph)
    {
        OnnxTensor[] columns = [.. inputs.Select(input => input.WriteTo(graph))];
        var y = network.WriteTo(graph, graph.Concat(1, columns));
        y = graph.Add(graph.Mul(y, graph.Scalar(factor)), graph.Scalar(offset));
        graph.Values(isExponential ? graph.Exp(y) : y);
    }
}
