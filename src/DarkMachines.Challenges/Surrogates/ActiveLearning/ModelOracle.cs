namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>A classifier as an oracle: a point's class is the one that it finds most probable.</summary>
/// <param name="model">The classifier.</param>
/// <param name="parameters">Its parameters, by the names they go by here.</param>
public sealed class ModelOracle(IClassifierModel model, IReadOnlyList<Feature> parameters) : IOracle
{
    private const int PointsAtOnce = 4096;

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Parameters => parameters;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => model.Classes;

    /// <inheritdoc/>
    public void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var classes = new int[answers.Length];
        var width = model.Classes.Count;
        context.ForEach((answers.Length + PointsAtOnce - 1) / PointsAtOnce, piece =>
        {
            var start = piece * PointsAtOnce;
            var count = Math.Min(PointsAtOnce, classes.Length - start);
            var probabilities = new float[count * width];
            model.PredictProbabilities(points.Span.Slice(start * parameters.Count, count * parameters.Count), probabilities);
            for (var i = 0; i < count; i++)
                classes[start + i] = Statistics.ClassificationMetrics.PredictedClass(probabilities.AsSpan(i * width, width));
        });
        for (var i = 0; i < answers.Length; i++)
            answers[i] = new OracleAnswer(classes[i]);
    }
}
