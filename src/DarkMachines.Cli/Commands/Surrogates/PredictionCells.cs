using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>What is told of each point, under which names.</summary>
/// <param name="predictor">The predictor.</param>
/// <param name="names">Names of the parameters.</param>
/// <param name="source">Where the points come from.</param>
internal sealed class PredictionCells(Predictor predictor, IReadOnlyList<string> names, PointSource source)
{
    private const double WantedCoverage = 0.95;

    public Predictor Predictor => predictor;

    /// <summary>Place of the coverage that intervals are told for, the nearest to 95 %; −1 without intervals.</summary>
    public int Coverage { get; } = predictor.Errors is { } errors
        ? Enumerable.Range(0, errors.Coverages.Count).MinBy(i => Math.Abs(errors.Coverages[i] - WantedCoverage))
        : -1;

    public string SourceOf(int point) => source.NameOf(point);

    /// <summary>Values, or probabilities of the classes.</summary>
    public ReadOnlySpan<float> Values(PredictedPoints points, int point) =>
        points.Values.AsSpan(point * predictor.Outputs.Count, predictor.Outputs.Count);

    /// <summary>Standard deviation by the model's own account; NaN if it gives none.</summary>
    public float Uncertainty(PredictedPoints points, int point, int output) => points.Uncertainties[point * predictor.Outputs.Count + output];

    /// <summary>The interval about a value.</summary>
    public (float Low, float High) Interval(int output, float value)
    {
        var half = predictor.Errors!.HalfWidth(output, Coverage, value);
        return (value - half, value + half);
    }

    /// <summary>Names of the parameters outside their ranges.</summary>
    public IEnumerable<string> Outside(PredictedPoints points, int point) =>
        names.Where((_, j) => points.Outside[point * names.Count + j]);

    public bool IsOutside(PredictedPoints points, int point) => points.Outside.AsSpan(point * names.Count, names.Count).Contains(true);

    /// <summary>Why a point has no prediction; null if it has.</summary>
    public DarkMachinesException? Failure(PredictedPoints points, int point)
    {
        if (points.IsPredicted[point])
            return null;
        if (source.FailureOf(point) is { } failure)
            return failure;
        return IsOutside(points, point)
            ? new UserInputException("outside-range", $"{string.Join(", ", Outside(points, point))}: outside the range that the model was trained on.", "Use --outside flag or clamp.")
            : new UserInputException("value-missing", "A parameter is missing or not finite.", "Fill in the value, or leave out the point.");
    }
}
