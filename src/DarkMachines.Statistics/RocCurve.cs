namespace DarkMachines.Statistics;

/// <summary>
/// The receiver operating characteristic of scores, a point for each distinct score from the highest down. Events of equal
/// score pass a cut together: inside such a block the efficiencies are not known but bounded, and the curve is the straight
/// line that breaking the ties at random gives on average. Immutable.
/// </summary>
public sealed class RocCurve
{
    // Weights are summed in float64: efficiencies that differ by less are the same.
    private const double Rounding = 1e-9;

    private readonly double[] _background;
    private readonly double[] _signal;

    private RocCurve(double[] background, double[] signal, double backgroundEvents, double signalEvents)
    {
        (_background, _signal) = (background, signal);
        (EffectiveBackground, EffectiveSignal) = (backgroundEvents, signalEvents);
        for (var i = 1; i < background.Length; i++)
            LargestTie = Math.Max(LargestTie, background[i] - background[i - 1]);
    }

    /// <summary>Background efficiency after each distinct score, rising from 0 to 1; NaN if there is no background.</summary>
    public ReadOnlySpan<double> BackgroundEfficiencies => _background;

    /// <summary>Signal efficiency after each distinct score, rising from 0 to 1; NaN if there is no signal.</summary>
    public ReadOnlySpan<double> SignalEfficiencies => _signal;

    /// <summary>Number of equally weighted background events that would tell as much: (Σw)²/Σw².</summary>
    public double EffectiveBackground { get; }

    /// <summary>Number of equally weighted signal events that would tell as much: (Σw)²/Σw².</summary>
    public double EffectiveSignal { get; }

    /// <summary>Share of the background in the largest block of equal scores.</summary>
    public double LargestTie { get; }

    /// <summary>True if both classes have events.</summary>
    public bool HasBothClasses => EffectiveBackground > 0 && EffectiveSignal > 0;

    /// <summary>Area under the curve; NaN if either class has no weight.</summary>
    public double Area
    {
        get
        {
            var area = 0.0;
            for (var i = 1; i < _background.Length; i++)
                area += (_background[i] - _background[i - 1]) * (_signal[i] + _signal[i - 1]) / 2;
            return HasBothClasses ? area : double.NaN;
        }
    }

    /// <summary>The signal efficiency at a background efficiency, by the straight line inside a block of equal scores.</summary>
    /// <param name="backgroundEfficiency">From 0 to 1.</param>
    public double SignalEfficiencyAt(double backgroundEfficiency)
    {
        var i = LastWithin(backgroundEfficiency);
        if (i == _background.Length - 1)
            return _signal[i];
        var share = Math.Max(backgroundEfficiency - _background[i], 0) / (_background[i + 1] - _background[i]);
        return Snap(share) * (_signal[i + 1] - _signal[i]) + _signal[i];
    }

    /// <summary>
    /// The signal efficiencies between which the truth lies if a background efficiency falls into a block of equal scores:
    /// without the block, and with all its signal. Both are the same where it does not.
    /// </summary>
    /// <param name="backgroundEfficiency">From 0 to 1.</param>
    public (double Low, double High) BoundsAt(double backgroundEfficiency)
    {
        var i = LastWithin(backgroundEfficiency);
        var isExact = i == _background.Length - 1 || backgroundEfficiency <= _background[i] + Rounding * backgroundEfficiency;
        return (_signal[i], isExact ? _signal[i] : _signal[i + 1]);
    }

    // The last point whose background efficiency is not larger: signal that passes with no more background belongs to it.
    private int LastWithin(double backgroundEfficiency)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(backgroundEfficiency);
        var limit = backgroundEfficiency * (1 + Rounding);
        int low = 0, high = _background.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_background[middle] <= limit)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static double Snap(double share) => share < Rounding ? 0 : share;

    /// <summary>Collects events from the highest score down.</summary>
    internal sealed class Builder
    {
        private readonly List<double> _background = [0], _signal = [0];
        private double _backgroundSum, _backgroundSquares, _signalSum, _signalSquares;

        public void Add(double weight, bool isSignal)
        {
            if (!double.IsFinite(weight) || weight < 0)
                throw new ArgumentException("A weight is negative or not finite.", nameof(weight));
            if (isSignal)
            {
                _signalSum += weight;
                _signalSquares += weight * weight;
            }
            else
            {
                _backgroundSum += weight;
                _backgroundSquares += weight * weight;
            }
        }

        public void EndBlock()
        {
            if (_backgroundSum == _background[^1] && _signalSum == _signal[^1])
                return;
            _background.Add(_backgroundSum);
            _signal.Add(_signalSum);
        }

        public RocCurve Build()
        {
            double background = _backgroundSum, signal = _signalSum;
            return new RocCurve(
                [.. _background.Select(sum => sum / background)], [.. _signal.Select(sum => sum / signal)],
                Effective(background, _backgroundSquares), Effective(signal, _signalSquares));
        }

        private static double Effective(double sum, double squares) => squares > 0 ? sum * sum / squares : 0;
    }
}
