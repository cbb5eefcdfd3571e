using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates;

/// <summary>Asks a surrogate about points, with an eye on the ranges that it was trained on. Threads may share it.</summary>
public sealed class Predictor
{
    // Fewer points are not worth a thread of their own.
    private const int LeastPointsOfThread = 1024;

    private readonly IModel _model;
    private readonly OutsideRule _rule;
    private readonly float _margin;

    /// <summary>Makes a predictor.</summary>
    /// <param name="model">A classifier or a surrogate.</param>
    /// <param name="ranges">For each parameter the range that the model was trained on; null where it is not known.</param>
    /// <param name="rule">What becomes of a point outside.</param>
    /// <param name="margin">How far within the edge a clamped parameter comes to lie, as a share of its range, from 0 to 0.5.</param>
    /// <param name="card">What is known of the model; null for nothing.</param>
    /// <exception cref="UserInputException">The model is of another kind (<c>wrong-kind</c>), or its card does not fit it (<c>invalid-card</c>).</exception>
    public Predictor(IModel model, IReadOnlyList<ValidRange?> ranges, OutsideRule rule = OutsideRule.Flag, double margin = 0, ModelCard? card = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(ranges);
        ArgumentOutOfRangeException.ThrowIfNotEqual(ranges.Count, model.Features.Count, nameof(ranges));
        if (margin is not (>= 0 and <= 0.5))
            throw new UsageException("invalid-option", FormattableString.Invariant($"The margin is {margin}, outside 0 to 0.5."), "Choose a value within the range.");
        (_model, Ranges, _rule, _margin) = (model, ranges, rule, (float)margin);
        Outputs = model switch
        {
            ISurrogateModel surrogate => surrogate.Outputs,
            IClassifierModel classifier => [.. classifier.Classes.Select(name => new Feature(name))],
            _ => throw new UserInputException("wrong-kind", "The model is neither a surrogate nor a classifier.", "Use 'darkmachines score' for detectors."),
        };
        if (model is ISurrogateModel && card?.Errors is { } errors)
        {
            Errors = errors.Quantiles.Count == errors.Coverages.Count * Outputs.Count
                ? errors
                : throw new UserInputException("invalid-card", $"The card has {errors.Quantiles.Count} quantiles of errors for {Outputs.Count} outputs at {errors.Coverages.Count} coverages.", "Correct the card.");
        }

        if (model is IClassifierModel { Classes: var classes })
        {
            var positive = (model as OnnxClassifier)?.PositiveClass ?? (card is { PositiveLabel: { Length: > 0 } named } ? named : classes[^1]);
            Positive = classes.Count == 2 ? Math.Max(0, PositionOf(classes, positive)) : -1;
            Calibration = classes.Count == 2 ? card?.Calibration : null;
        }
    }

    /// <summary>The parameters, in the model's order.</summary>
    public IReadOnlyList<Feature> Parameters => _model.Features;

    /// <summary>For each parameter the range that the model was trained on; null where it is not known.</summary>
    public IReadOnlyList<ValidRange?> Ranges { get; }

    /// <summary>The values, or the classes, in the order of the answers.</summary>
    public IReadOnlyList<Feature> Outputs { get; }

    /// <summary>True if the answers are probabilities of classes.</summary>
    public bool IsClassifier => _model is IClassifierModel;

    /// <summary>Place of the positive one of two classes; −1 if there are not two.</summary>
    public int Positive { get; } = -1;

    /// <summary>The calibrated confidence levels; null if nobody measured them.</summary>
    public ConfidenceCurve? Calibration { get; }

    /// <summary>The widths of intervals; null if nobody measured them.</summary>
    public ErrorQuantiles? Errors { get; }

    /// <summary>Room for points.</summary>
    /// <param name="most">Most points at once.</param>
    public PredictedPoints Room(int most) => new(Parameters.Count, Outputs.Count, most);

    /// <summary>Predicts the points whose parameters lie in <see cref="PredictedPoints.Rows"/>; a point with a value that is not finite is not predicted.</summary>
    /// <param name="points">Filled with the answers.</param>
    /// <param name="count">How many points there are.</param>
    /// <param name="context">Threads and cancellation; null for the caller's thread alone. The answers do not depend on it.</param>
    /// <exception cref="OperationCanceledException">The context asked to stop.</exception>
    public void Predict(PredictedPoints points, int count, FitContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        points.Count = count;
        var parts = Math.Clamp(count / LeastPointsOfThread, 1, context?.Threads ?? 1);
        if (parts == 1)
            Predict(points, 0..count);
        else
            context!.ForEach(parts, part => Predict(points, (int)((long)count * part / parts)..(int)((long)count * (part + 1) / parts)));
    }

    private void Predict(PredictedPoints points, Range range)
    {
        var (first, count) = range.GetOffsetAndLength(points.Count);
        var isPredicted = points.IsPredicted.AsSpan(first, count);
        var rows = points.Rows.AsSpan(first * Parameters.Count, count * Parameters.Count);
        var outside = points.Outside.AsSpan(first * Parameters.Count, count * Parameters.Count);
        for (var i = 0; i < count; i++)
            isPredicted[i] = Admit(rows.Slice(i * Parameters.Count, Parameters.Count), outside.Slice(i * Parameters.Count, Parameters.Count));

        var values = points.Values.AsSpan(first * Outputs.Count, count * Outputs.Count);
        var uncertainties = points.Uncertainties.AsSpan(first * Outputs.Count, count * Outputs.Count);
        uncertainties.Fill(float.NaN);
        if (!isPredicted.Contains(true))
        {
            values.Fill(float.NaN);
            return;
        }

        if (_model is ISurrogateModel surrogate)
            surrogate.Predict(rows, values, uncertainties);
        else
            ((IClassifierModel)_model).PredictProbabilities(rows, values);
        for (var i = 0; i < count; i++)
        {
            if (!isPredicted[i])
                values.Slice(i * Outputs.Count, Outputs.Count).Fill(float.NaN);
        }
    }

    /// <summary>The class named for a point, and how sure it is: the calibrated level, or without calibration the probability of that class.</summary>
    /// <param name="probabilities">What the classifier answered.</param>
    public (int Class, float Confidence) Decide(ReadOnlySpan<float> probabilities)
    {
        if (Calibration is not null)
        {
            var p = probabilities[Positive];
            return (p >= Calibration.Boundary ? Positive : 1 - Positive, Calibration.LevelOf(p));
        }

        var best = Statistics.ClassificationMetrics.PredictedClass(probabilities);
        return (best, probabilities[best]);
    }

    // True if the point is to be predicted. One that is not is left out by zeros, which no model stumbles over.
    private bool Admit(Span<float> row, Span<bool> outside)
    {
        var (isFinite, isOutside) = (true, false);
        for (var j = 0; j < row.Length; j++)
        {
            outside[j] = Ranges[j] is { } range && !range.Contains(row[j]);
            isOutside |= outside[j];
            isFinite &= float.IsFinite(row[j]);
            if (outside[j] && _rule == OutsideRule.Clamp && Ranges[j] is { } box)
                row[j] = Math.Clamp(row[j], box.Low + _margin * (box.High - box.Low), box.High - _margin * (box.High - box.Low));
        }

        var isAdmitted = isFinite && !(isOutside && _rule == OutsideRule.Refuse);
        if (!isAdmitted)
            row.Clear();
        return isAdmitted;
    }

    private static int PositionOf(IReadOnlyList<string> classes, string name) => Enumerable.Range(0, classes.Count).FirstOrDefault(i => classes[i] == name, -1);
}
