using DarkMachines.Statistics;

namespace DarkMachines.Challenges.LhcAnomaly;

/// <summary>The scores that one signal is searched for with in one channel.</summary>
internal sealed class LhcSearch
{
    private readonly float[] _scores;
    private readonly bool[] _isSignal;
    private readonly Lazy<RankedScores> _ranked;

    public LhcSearch(int repeat, string channel, string signal, float[] background, float[] scores)
    {
        (Repeat, Channel, Signal, Background) = (repeat, channel, signal, background.Length);
        _scores = [.. background, .. scores];
        _isSignal = [.. Enumerable.Repeat(false, background.Length), .. Enumerable.Repeat(true, scores.Length)];
        _ranked = new Lazy<RankedScores>(() => new RankedScores(_scores, _isSignal));
        Grade = AnomalyGrade.Of(_scores, _isSignal);
    }

    public int Repeat { get; }

    public string Channel { get; }

    public string Signal { get; }

    /// <summary>Number of background events.</summary>
    public int Background { get; }

    public AnomalyGrade Grade { get; }

    /// <summary>
    /// The maximum significance improvement: over the working points that the background resolves, or, of a background too
    /// small for any, over all cuts that enough of it passes.
    /// </summary>
    public Estimate Improvement => Grade.ResolvedMaximum ?? (double.IsFinite(Grade.CurveMaximum.Value) ? Grade.CurveMaximum : new Estimate(0, null, 0, 0));

    /// <summary>The same on events drawn from these with replacement: as many of the background, and as many of the signal.</summary>
    /// <param name="background">How often each background event is drawn, of the channel's, the same for all signals.</param>
    /// <param name="random">Draws the signal events.</param>
    public double Resampled(double[] background, RandomStream random)
    {
        var weights = new double[_scores.Length];
        background.CopyTo(weights, 0);
        for (var i = Background; i < weights.Length; i++)
            weights[Background + random.Below(weights.Length - Background)]++;
        var curve = _ranked.Value.Curve(weights);
        var points = Grade.Points.Where(point => point.IsResolved).Select(point => point.BackgroundEfficiency).ToArray();
        if (points.Length > 0)
            return points.Max(efficiency => curve.SignalEfficiencyAt(efficiency) / Math.Sqrt(efficiency));
        var maximum = SignificanceImprovement.Maximum(curve).Improvement.Value;
        return double.IsFinite(maximum) ? maximum : 0;
    }
}
