namespace DarkMachines.Linear;

/// <summary>
/// A fitted <see cref="GaussianNaiveBayes"/>: a class's probability is proportional to its prior times the product of
/// its columns' normal densities.
/// </summary>
/// <remarks>Probabilities of finite rows are finite and never NaN. A row with NaN gets NaN: fill in missing values first.</remarks>
public sealed partial class GaussianNaiveBayesModel : IClassifierModel
{
    private const int MostClassesOnStack = 64;

    private readonly double[] _logNormalisers;
    private readonly double[] _means;
    private readonly double[] _variances;

    internal GaussianNaiveBayesModel(
        IReadOnlyList<Feature> features, IReadOnlyList<string> classes, double[] priors, double[] means, double[] variances)
    {
        Features = features;
        Classes = classes;
        Priors = Array.AsReadOnly(priors);
        _means = means;
        _variances = variances;
        _logNormalisers = [.. priors.Select((prior, k) =>
            Math.Log(prior) - 0.5 * variances.Skip(k * features.Count).Take(features.Count).Sum(v => Math.Log(2 * Math.PI * v)))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The share of each class in the training weight; zero for a class without rows.</summary>
    public IReadOnlyList<double> Priors { get; }

    /// <summary>The mean of each column within a class; zero for a class without rows.</summary>
    /// <param name="classIndex">Index into <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ReadOnlySpan<double> Means(int classIndex) => OfClass(_means, classIndex);

    /// <summary>The variance of each column within a class, divided by the class's weight, with the smoothing term added.</summary>
    /// <param name="classIndex">Index into <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ReadOnlySpan<double> Variances(int classIndex) => OfClass(_variances, classIndex);

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        int columns = Features.Count, classes = Classes.Count;
        var count = this.RowCount(rows, probabilities.Length, classes);
        Span<double> logarithms = classes <= MostClassesOnStack ? stackalloc double[classes] : new double[classes];
        for (var i = 0; i < count; i++)
        {
            var row = rows.Slice(i * columns, columns);
            for (var k = 0; k < classes; k++)
                logarithms[k] = LogJointDensity(row, k);
            Softmax.Write(logarithms, probabilities.Slice(i * classes, classes));
        }
    }

    private double LogJointDensity(ReadOnlySpan<float> row, int classIndex)
    {
        var means = Means(classIndex);
        var variances = Variances(classIndex);
        var squares = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            var difference = row[j] - means[j];
            squares += difference * difference / variances[j];
        }

        return _logNormalisers[classIndex] - 0.5 * squares;
    }

    private ReadOnlySpan<double> OfClass(double[] values, int classIndex) =>
        values.AsSpan(classIndex * Features.Count, Features.Count);
}
