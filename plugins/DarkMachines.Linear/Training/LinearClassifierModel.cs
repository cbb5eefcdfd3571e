namespace DarkMachines.Linear;

/// <summary>
/// A fitted <see cref="LogisticRegression"/> or <see cref="LinearDiscriminant"/>: the probabilities are the softmax of
/// intercept + coefficients · row, one such score a class.
/// </summary>
/// <remarks>Probabilities of finite rows are finite and never NaN. A row with NaN gets NaN: fill in missing values first.</remarks>
public sealed partial class LinearClassifierModel : IClassifierModel
{
    private const int MostClassesOnStack = 64;

    private readonly double[] _coefficients;
    private readonly double[] _intercepts;

    internal LinearClassifierModel(
        IReadOnlyList<Feature> features, IReadOnlyList<string> classes, double[] coefficients, double[] intercepts)
    {
        Features = features;
        Classes = classes;
        _coefficients = coefficients;
        _intercepts = intercepts;
        Intercepts = Array.AsReadOnly(intercepts);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// The intercept of each class; minus infinity for a class without training rows. Of a logistic regression for two
    /// classes that of the first is zero and that of the second is what scikit-learn calls <c>intercept_</c>.
    /// </summary>
    public IReadOnlyList<double> Intercepts { get; }

    /// <summary>
    /// The coefficients of a class, one a column, per unit of the column; zero for a class without training rows. Of a
    /// logistic regression for two classes those of the first are zero and those of the second are what scikit-learn
    /// calls <c>coef_</c>.
    /// </summary>
    /// <param name="classIndex">Index into <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ReadOnlySpan<double> Coefficients(int classIndex) =>
        _coefficients.AsSpan(classIndex * Features.Count, Features.Count);

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        int columns = Features.Count, classes = Classes.Count;
        var count = this.RowCount(rows, probabilities.Length, classes);
        Span<double> scores = classes <= MostClassesOnStack ? stackalloc double[classes] : new double[classes];
        for (var i = 0; i < count; i++)
        {
            var row = rows.Slice(i * columns, columns);
            for (var k = 0; k < classes; k++)
                scores[k] = Score(row, k);
            Softmax.Write(scores, probabilities.Slice(i * classes, classes));
        }
    }

    private double Score(ReadOnlySpan<float> row, int classIndex)
    {
        var score = _intercepts[classIndex];
        var coefficients = _coefficients.AsSpan(classIndex * row.Length, row.Length);
        for (var j = 0; j < row.Length; j++)
            score += coefficients[j] * row[j];
        return score;
    }
}
