using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates;

/// <summary>
/// A surrogate of positive values over many decades, such as cross sections: another learns their natural logarithm. A
/// squared error of logarithms is a squared relative error.
/// </summary>
/// <param name="inner">Learns the logarithms.</param>
public sealed class LogSurrogate(ISurrogate inner) : ISurrogate
{
    /// <inheritdoc/>
    public ISurrogateModel Fit(FeatureTable parameters, FeatureTable values, FitContext context)
    {
        var model = inner.Fit(parameters, Logarithms(values), context);
        return model is IOnnxExportable ? new ExportableModel(model) : new Model(model);
    }

    /// <summary>What is learnt.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="UnusableDataException">A value is not positive, or not finite.</exception>
    public static FeatureTable Logarithms(FeatureTable values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var logarithms = new float[values.Values.Length];
        for (var i = 0; i < logarithms.Length; i++)
        {
            if (!(values.Values[i] > 0 && float.IsFinite(values.Values[i])))
            {
                throw new UnusableDataException(
                    FormattableString.Invariant($"Value '{values.Features[i % values.ColumnCount].Name}' of row {i / values.ColumnCount} (counted from 0) is {values.Values[i]}, which has no logarithm; values must be positive."),
                    "Leave out such points, or do without logarithms.");
            }

            logarithms[i] = (float)Math.Log(values.Values[i]);
        }

        return new FeatureTable(values.Features, logarithms);
    }

    private class Model(ISurrogateModel within) : ISurrogateModel, IOutOfBagModel
    {
        private readonly float[] _outOfBag = [.. Exponentials((within as IOutOfBagModel)?.OutOfBag ?? default)];

        public IReadOnlyList<Feature> Features => within.Features;

        public IReadOnlyList<Feature> Outputs => within.Outputs;

        public IReadOnlyList<ValidRange> ValidRanges => within.ValidRanges;

        public ReadOnlyMemory<float> OutOfBag => _outOfBag;

        protected ISurrogateModel Within => within;

        // The uncertainty to first order: d exp(y) = exp(y) dy.
        public void Predict(ReadOnlySpan<float> parameters, Span<float> predictions, Span<float> uncertainties)
        {
            within.Predict(parameters, predictions, uncertainties);
            for (var i = 0; i < predictions.Length; i++)
            {
                predictions[i] = (float)Math.Exp(predictions[i]);
                uncertainties[i] *= predictions[i];
            }
        }

        private static IEnumerable<float> Exponentials(ReadOnlyMemory<float> values)
        {
            for (var i = 0; i < values.Length; i++)
                yield return (float)Math.Exp(values.Span[i]);
        }
    }

    private sealed class ExportableModel(ISurrogateModel within) : Model(within), IOnnxExportable
    {
        public OnnxAgreement Agreement => ((IOnnxExportable)Within).Agreement;

        public void WriteTo(OnnxGraphBuilder graph)
        {
            ((IOnnxExportable)Within).WriteTo(graph);
            graph.Values(graph.Exp(graph.TakeValues()));
        }
    }
}
