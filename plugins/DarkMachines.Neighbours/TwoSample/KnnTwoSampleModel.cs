using DarkMachines.Onnx;

namespace DarkMachines.Neighbours;

/// <summary>A fitted <see cref="KnnTwoSample"/>.</summary>
public sealed class KnnTwoSampleModel : IClassifierModel, IOnnxExportable
{
    // Null for a class without rows.
    private readonly ClassSample?[] _samples;

    internal KnnTwoSampleModel(ClassSample?[] samples, IReadOnlyList<string> classes)
    {
        _samples = samples;
        Features = samples.First(sample => sample is not null)!.Features;
        Classes = classes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// Natural logarithm of the ratio of two classes' densities at each row, whatever their shares of the training rows
    /// are. Its mean over rows of the first class is their estimate of the Kullback-Leibler divergence.
    /// </summary>
    /// <param name="numerator">Number of the class whose density is divided.</param>
    /// <param name="denominator">Number of the class whose density divides.</param>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="logRatios">Filled with <c>n</c> finite values.</param>
    /// <exception cref="ArgumentException">The spans do not fit together, or a class has no training rows.</exception>
    public void LogRatio(int numerator, int denominator, ReadOnlySpan<float> rows, Span<float> logRatios)
    {
        this.RowCount(rows, logRatios.Length);
        ClassSample above = Sample(numerator), below = Sample(denominator);
        logRatios.Fill((float)(below.LogTotalWeight - above.LogTotalWeight));
        above.AddLogWeightDensity(rows, 1, logRatios, stride: 1);
        below.AddLogWeightDensity(rows, -1, logRatios, stride: 1);
    }

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var classes = Classes.Count;
        this.RowCount(rows, probabilities.Length, classes);
        for (var number = 0; number < classes; number++)
        {
            if (_samples[number] is { } sample)
                sample.AddLogWeightDensity(rows, 1, Cleared(probabilities, number, classes), classes);
            else
                Cleared(probabilities, number, classes, float.NegativeInfinity);
        }

        for (var start = 0; start < probabilities.Length; start += classes)
            Softmax(probabilities.Slice(start, classes));
    }

    /// <inheritdoc/>
    public void WriteTo(OnnxGraphBuilder graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var none = graph.Constant([double.NegativeInfinity], 1, 1);
        var logarithms = _samples.Select(sample => sample?.LogWeightDensity(graph)).ToArray();
        var any = logarithms.First(logarithm => logarithm is not null)!;
        graph.Probabilities(graph.Softmax(graph.Concat(1, [.. logarithms.Select(logarithm => logarithm ?? graph.Expand(none, any))])));
    }

    private static Span<float> Cleared(Span<float> answers, int first, int stride, float value = 0)
    {
        for (var i = first; i < answers.Length; i += stride)
            answers[i] = value;
        return answers[Math.Min(first, answers.Length)..];
    }

    private static void Softmax(Span<float> logarithms)
    {
        var greatest = float.NegativeInfinity;
        foreach (var value in logarithms)
            greatest = Math.Max(greatest, value);
        var sum = 0.0;
        foreach (var value in logarithms)
            sum += Math.Exp(value - greatest);
        foreach (ref var value in logarithms)
            value = (float)(Math.Exp(value - greatest) / sum);
    }

    private ClassSample Sample(int number) =>
        (uint)number < (uint)_samples.Length && _samples[number] is { } sample
            ? sample
            : throw new ArgumentException($"There is no class number {number} with training rows.", nameof(number));
}
