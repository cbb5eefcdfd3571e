namespace DarkMachines.Statistics;

/// <summary>How well anomaly scores tell one signal from the background, as the LHC anomaly score challenge asks it.</summary>
/// <param name="Auc">Area under the curve with its interval; that of weighted events without.</param>
/// <param name="Points">The working points at the background efficiencies of <see cref="WorkingPoint.Published"/>.</param>
/// <param name="CurveMaximum">The largest significance improvement over all cuts that enough background passes.</param>
/// <param name="LargestTie">Share of the background in the largest block of equal scores.</param>
public sealed record AnomalyGrade(Estimate Auc, IReadOnlyList<WorkingPoint> Points, Estimate CurveMaximum, double LargestTie)
{
    /// <summary>Share of the background with one score from which on the scores are called degenerate: cuts inside it do not exist.</summary>
    public const double DegenerateShare = 0.05;

    /// <summary>True if so many background events share a score that working points cannot be set.</summary>
    public bool IsDegenerate => LargestTie >= DegenerateShare;

    /// <summary>True if the interval of the area lies below one half: the scores point the wrong way.</summary>
    public bool IsReversed => (Auc.High ?? Auc.Value) < 0.5;

    /// <summary>
    /// The largest significance improvement over the working points, whether the background resolves them or not: the
    /// challenge's own rule. Its interval is made of the largest ends of the points' intervals.
    /// </summary>
    public Estimate PointMaximum => LargestOf(Points)!;

    /// <summary>The same over the resolved points only; null if there are none.</summary>
    public Estimate? ResolvedMaximum => LargestOf(Points.Where(point => point.IsResolved));

    /// <summary>
    /// The metrics by their names on boards: <c>auc</c>, <c>signal-efficiency-at-1e-2</c> and so on for the resolved points,
    /// <c>max-significance-improvement</c> over these, and <c>max-significance-improvement-of-curve</c>. What the background
    /// does not resolve is absent.
    /// </summary>
    public IReadOnlyDictionary<string, Estimate> Metrics
    {
        get
        {
            var metrics = new Dictionary<string, Estimate> { ["auc"] = Auc };
            foreach (var point in Points.Where(point => point.IsResolved))
                metrics[WorkingPoint.MetricName(point.BackgroundEfficiency)] = point.SignalEfficiency;
            if (ResolvedMaximum is { } maximum)
                metrics["max-significance-improvement"] = maximum;
            if (double.IsFinite(CurveMaximum.Value))
                metrics["max-significance-improvement-of-curve"] = CurveMaximum;
            return metrics;
        }
    }

    /// <summary>Grades scores. Cost: a few sorts.</summary>
    /// <param name="scores">One score a row, the higher the more anomalous, none of them NaN.</param>
    /// <param name="isSignal">True for signal rows, false for background; both must occur.</param>
    /// <param name="weights">Weight of each event, such as σ·L/N; empty for one each.</param>
    /// <exception cref="ArgumentException">The spans do not fit together, a score is NaN, or a class has no events.</exception>
    public static AnomalyGrade Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isSignal, ReadOnlySpan<double> weights = default)
    {
        var curve = new RankedScores(scores, isSignal).Curve(weights);
        var auc = weights.IsEmpty ? DeLong.Auc(scores, isSignal) : new Estimate(curve.Area);
        return new AnomalyGrade(
            auc, [.. WorkingPoint.Published.Select(efficiency => WorkingPoint.Of(curve, efficiency))],
            SignificanceImprovement.Maximum(curve).Improvement, curve.LargestTie);
    }

    private static Estimate? LargestOf(IEnumerable<WorkingPoint> points)
    {
        Estimate[] all = [.. points.Select(point => point.SignificanceImprovement)];
        return all.Length == 0 ? null : new Estimate(all.Max(e => e.Value), null, all.Max(e => e.Low), all.Max(e => e.High));
    }
}
