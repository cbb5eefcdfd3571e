using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates;

/// <summary>
/// The product of two surrogates of one value over the same parameters, such as a cross section beyond leading order as
/// that of leading order times a K factor: σ(NLO) = σ(LO) × K. Relative uncertainties add in quadrature.
/// </summary>
public sealed class ProductSurrogate : ISurrogateModel, IOnnxExportable
{
    private const int RowsAtOnce = 1024;

    private readonly ISurrogateModel _first;
    private readonly ISurrogateModel _second;

    /// <summary>Makes the product.</summary>
    /// <param name="first">One factor.</param>
    /// <param name="second">The other; its parameters are the same, in the same order.</param>
    /// <param name="output">What the product is.</param>
    /// <exception cref="ArgumentException">The factors have other parameters, or more than one value.</exception>
    public ProductSurrogate(ISurrogateModel first, ISurrogateModel second, Feature output)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.Features.Select(f => f.Name).SequenceEqual(second.Features.Select(f => f.Name)))
            throw new ArgumentException("The factors have other parameters than each other.", nameof(second));
        if (first.Outputs.Count != 1 || second.Outputs.Count != 1)
            throw new ArgumentException("Each factor has one value.", nameof(second));
        (_first, _second, Outputs) = (first, second, [output]);
        ValidRanges = [.. first.ValidRanges.Zip(second.ValidRanges, (a, b) => new ValidRange(Math.Max(a.Low, b.Low), Math.Min(a.High, b.High)))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => _first.Features;

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <summary>Where the ranges of both factors overlap.</summary>
    public IReadOnlyList<ValidRange> ValidRanges { get; }

    internal (ISurrogateModel First, ISurrogateModel Second) Factors => (_first, _second);

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
    {
        var count = this.RowCount(parameters, predictions.Length);
        this.RowCount(parameters, uncertainties.Length);
        _first.Predict(parameters, predictions, uncertainties);
        Span<float> factors = stackalloc float[RowsAtOnce], errors = stackalloc float[RowsAtOnce];
        for (var start = 0; start < count; start += RowsAtOnce)
        {
            var n = Math.Min(RowsAtOnce, count - start);
            _second.Predict(parameters.Slice(start * Features.Count, n * Features.Count), factors[..n], errors[..n]);
            for (var i = 0; i < n; i++)
            {
                ref var error = ref uncertainties[start + i];
                ref var value = ref predictions[start + i];
                error = float.Hypot(error * factors[i], value * errors[i]);
                value *= factors[i];
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A factor does not write itself as ONNX.</exception>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Values(graph.Mul(Written(_first, graph), Written(_second, graph)));
    }

    private static OnnxTensor Written(ISurrogateModel model, OnnxGraphBuilder graph)
    {
        (model as IOnnxExportable ?? throw new InvalidOperationException($"{model.GetType().Name} does not write itself as ONNX.")).WriteTo(graph);
        return graph.TakeValues();
    }
}
