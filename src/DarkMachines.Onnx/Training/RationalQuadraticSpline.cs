namespace DarkMachines.Onnx.Training;

/// <summary>
/// A monotonic function made of rational quadratics between knots, the identity outside (Durkan et al., arXiv:1906.04032,
/// section 3.1). Knots and slopes come from unconstrained numbers; zeros give the identity.
/// </summary>
public sealed class RationalQuadraticSpline
{
    private const double LeastBin = 1e-3;
    private const double LeastSlope = 1e-3;

    private readonly OnnxGraphBuilder _graph;
    private readonly double _bound;
    private readonly OnnxTensor _left;
    private readonly OnnxTensor _widths;
    private readonly OnnxTensor _bottom;
    private readonly OnnxTensor _heights;
    private readonly OnnxTensor _slopes;
    private readonly OnnxTensor _nextSlopes;

    /// <summary>Makes splines, one for each value that they will be applied to.</summary>
    /// <param name="numbers"><c>… × (3 · bins − 1)</c>: what widths, heights and inner slopes are made of.</param>
    /// <param name="bound">The splines go from (−bound, −bound) to (bound, bound).</param>
    public RationalQuadraticSpline(OnnxTensor numbers, double bound = 5)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        if (numbers.Rank < 1 || (numbers.Shape[^1] + 1) % 3 != 0 || numbers.Shape[^1] < 5)
            throw new ArgumentException($"{numbers}: a spline of b bins takes 3 b − 1 numbers, of at least 2 bins.", nameof(numbers));
        (_graph, _bound) = (numbers.Graph, bound);
        var bins = (numbers.Shape[^1]!.Value + 1) / 3;
        var parts = _graph.Split(numbers, [bins, bins, bins - 1]);
        (_left, _widths) = Knots(parts[0], (int)bins);
        (_bottom, _heights) = Knots(parts[1], (int)bins);
        // Softplus, so shifted that zero gives a slope of one; the identity outside has slope one, too.
        var slopes = SoftPlus(parts[2] + Math.Log(Math.Exp(1 - LeastSlope) - 1)) + LeastSlope;
        var outer = _graph.Expand(_graph.Scalar(1, numbers.Element), _graph.Slice(parts[0], -1, 0, 1));
        (_slopes, _nextSlopes) = (outer.Concat(slopes), slopes.Concat(outer));
    }

    /// <summary>The function, and the logarithm of its slope.</summary>
    /// <param name="x">Values, of the shape of the numbers without their last axis.</param>
    public (OnnxTensor Y, OnnxTensor LogSlope) Forward(OnnxTensor x)
    {
        var bin = Find(x, _left);
        var t = (bin.Inside - bin.Left) / bin.Width;
        var (opposite, mixed) = (1 - t, t * (1 - t));
        var denominator = bin.Steepness + bin.Bend * mixed;
        // Eq. 4 and 5.
        var y = bin.Bottom + bin.Height * (bin.Steepness * t.Square() + bin.Slope * mixed) / denominator;
        return (Choose(bin, y, x), Choose(bin, LogSlope(bin, t, opposite, mixed, denominator), x * 0));
    }

    /// <summary>The inverse function, and the logarithm of its slope.</summary>
    /// <param name="y">Values, of the shape of the numbers without their last axis.</param>
    public (OnnxTensor X, OnnxTensor LogSlope) Inverse(OnnxTensor y)
    {
        var bin = Find(y, _bottom);
        var above = bin.Inside - bin.Bottom;
        // Eq. 6 to 8; the root in the form that does not cancel (eq. 29 of the appendix).
        var a = bin.Height * (bin.Steepness - bin.Slope) + above * bin.Bend;
        var b = bin.Height * bin.Slope - above * bin.Bend;
        var c = -(bin.Steepness * above);
        var root = _graph.Max(b.Square() - 4 * (a * c), _graph.Scalar(0, y.Element)).Sqrt();
        var t = c * 2 / (-b - root);
        var (opposite, mixed) = (1 - t, t * (1 - t));
        var slope = LogSlope(bin, t, opposite, mixed, bin.Steepness + bin.Bend * mixed);
        return (Choose(bin, t * bin.Width + bin.Left, y), Choose(bin, -slope, y * 0));
    }

    private static OnnxTensor LogSlope(Bin bin, OnnxTensor t, OnnxTensor opposite, OnnxTensor mixed, OnnxTensor denominator)
    {
        var numerator = bin.NextSlope * t.Square() + 2 * (bin.Steepness * mixed) + bin.Slope * opposite.Square();
        return 2 * bin.Steepness.Log() + numerator.Log() - 2 * denominator.Log();
    }

    // Softplus of opset 17 has no float64 kernel in ONNX Runtime; max(x, 0) + ln(1 + e^−|x|) is the same.
    private static OnnxTensor SoftPlus(OnnxTensor x) => x.Relu() + ((-x.Abs()).Exp() + 1).Log();

    private (OnnxTensor Starts, OnnxTensor Lengths) Knots(OnnxTensor numbers, int bins)
    {
        var lengths = (numbers.Softmax() * (1 - LeastBin * bins) + LeastBin) * (2 * _bound);
        return (_graph.CumSum(lengths) - lengths - _bound, lengths);
    }

    private Bin Find(OnnxTensor x, OnnxTensor starts)
    {
        ArgumentNullException.ThrowIfNull(x);
        var inside = x.Clip(-_bound, _bound);
        // One for each inner knot passed; what is one before a knot and zero behind it marks the bin.
        var inner = _graph.Slice(starts, -1, 1, starts.Shape[^1]!.Value);
        var passed = _graph.Cast(_graph.GreaterOrEqual(_graph.Unsqueeze(inside, -1), inner), x.Element);
        var first = _graph.Slice(passed, -1, 0, 1) * 0;
        var isBin = (first + 1).Concat(passed) - passed.Concat(first);
        return new Bin(x, inside, Of(_left), Of(_widths), Of(_bottom), Of(_heights), Of(_slopes), Of(_nextSlopes));

        OnnxTensor Of(OnnxTensor values) => (values * isBin).Sum(-1);
    }

    private OnnxTensor Choose(Bin bin, OnnxTensor within, OnnxTensor outside) =>
        _graph.Where(_graph.LessOrEqual(bin.Value.Abs(), _graph.Scalar(_bound, within.Element)), within, outside);

    private sealed record Bin(
        OnnxTensor Value, OnnxTensor Inside, OnnxTensor Left, OnnxTensor Width, OnnxTensor Bottom, OnnxTensor Height, OnnxTensor Slope, OnnxTensor NextSlope)
    {
        // s and δ₀ + δ₁ − 2 s of the paper.
        public OnnxTensor Steepness { get; } = Height / Width;

        public OnnxTensor Bend => Slope + NextSlope - 2 * Steepness;
    }
}
