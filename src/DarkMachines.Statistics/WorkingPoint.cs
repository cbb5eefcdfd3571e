using System.Globalization;

namespace DarkMachines.Statistics;

/// <summary>The signal efficiency at a fixed background efficiency, and how well the events tell it.</summary>
/// <param name="BackgroundEfficiency">The background efficiency asked for.</param>
/// <param name="SignalEfficiency">
/// The signal efficiency there with its 95 % interval, in which both the finite signal and the finite background that sets
/// the cut are counted.
/// </param>
/// <param name="TiedLow">Least signal efficiency that any order of equal scores gives at this background efficiency.</param>
/// <param name="TiedHigh">Largest such; above <paramref name="TiedLow"/> only if the cut falls into a block of equal scores.</param>
/// <param name="BackgroundPastCut">Number of (effective) background events past the cut, on average.</param>
public sealed record WorkingPoint(
    double BackgroundEfficiency, Estimate SignalEfficiency, double TiedLow, double TiedHigh, double BackgroundPastCut)
{
    /// <summary>Fewest background events past a cut for which its efficiency counts as known.</summary>
    public const double FewestEvents = 10;

    // The product of an efficiency and a count need not be whole.
    private const double Rounding = 1e-6;

    /// <summary>The background efficiencies of the LHC anomaly score challenge.</summary>
    public static IReadOnlyList<double> Published { get; } = [1e-2, 1e-3, 1e-4];

    /// <summary>The name of a working point's metric, such as <c>signal-efficiency-at-1e-2</c>.</summary>
    /// <param name="backgroundEfficiency">The background efficiency.</param>
    public static string MetricName(double backgroundEfficiency) =>
        "signal-efficiency-at-" + backgroundEfficiency.ToString("0.#####e-0", CultureInfo.InvariantCulture);

    /// <summary>False where fewer than <see cref="FewestEvents"/> background events pass the cut: no figure there is known.</summary>
    public bool IsResolved => BackgroundPastCut >= FewestEvents - Rounding;

    /// <summary>True if the cut falls into a block of equal scores, so that the signal efficiency is bounded only.</summary>
    public bool IsTied => TiedHigh > TiedLow;

    /// <summary>The significance improvement εS/√εB: what a cut makes of S/√B; its interval is that of the signal efficiency.</summary>
    public Estimate SignificanceImprovement
    {
        get
        {
            var factor = 1 / Math.Sqrt(BackgroundEfficiency);
            return new Estimate(SignalEfficiency.Value * factor, null, SignalEfficiency.Low * factor, SignalEfficiency.High * factor);
        }
    }

    /// <summary>
    /// Reads a working point off a curve. The number of background events above the true cut is binomial: its central 95 %
    /// give signal efficiencies below and above, to whose distances the Wilson interval of the signal is added in quadrature
    /// (the method of variance estimates recovery, Zou and Donner, Stat. Med. 27 (2008) 1693, eq. 4).
    /// </summary>
    /// <param name="curve">A curve with both classes.</param>
    /// <param name="backgroundEfficiency">Above 0, below 1.</param>
    /// <exception cref="ArgumentException">A class has no events.</exception>
    public static WorkingPoint Of(RocCurve curve, double backgroundEfficiency)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(backgroundEfficiency, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(backgroundEfficiency, 1);
        if (!curve.HasBothClasses)
            throw new ArgumentException("A working point needs signal and background.", nameof(curve));
        var value = curve.SignalEfficiencyAt(backgroundEfficiency);
        var (tiedLow, tiedHigh) = curve.BoundsAt(backgroundEfficiency);

        // If k background events lie above the true cut, it lies below the k-th of them and not below the next.
        var events = Math.Max((long)Math.Round(curve.EffectiveBackground), 1);
        var (fewest, most) = Binomials.CentralCounts(events, backgroundEfficiency);
        var lowest = fewest == 0 ? 0 : curve.BoundsAt((fewest - 1.0) / events).Low;
        var highest = curve.BoundsAt(Math.Min((double)most / events, 1)).High;
        var (signalLow, signalHigh) = Binomials.Wilson(value, curve.EffectiveSignal);
        var low = value - Hypotenuse(value - Math.Min(lowest, tiedLow), value - signalLow);
        var high = value + Hypotenuse(Math.Max(highest, tiedHigh) - value, signalHigh - value);
        return new WorkingPoint(
            backgroundEfficiency, new Estimate(value, null, Math.Max(low, 0), Math.Min(high, 1)), tiedLow, tiedHigh,
            backgroundEfficiency * curve.EffectiveBackground);
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt(a * a + b * b);
}
