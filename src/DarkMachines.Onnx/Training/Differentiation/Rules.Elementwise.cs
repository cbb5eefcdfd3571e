namespace DarkMachines.Onnx.Training;

// Operators that work element by element.
internal static partial class Rules
{
    private const double SeluAlpha = 1.67326319217681884765625;
    private const double SeluGamma = 1.05070102214813232421875;

    // Steeper than the distance of any two float32 numbers that are not denormal: a step, at the speed of a line.
    private const float Steep = float.MaxValue;

    // One above zero, else zero; for numbers that are not negative.
    private static OnnxTensor IsPositive(OnnxGraphBuilder g, OnnxTensor x) =>
        x.Element == OnnxElement.Float32 ? g.HardSigmoid(x, Steep, 0) : g.Sign(x);

    // One where x reaches the bound, else zero; the bound is not below x.
    private static OnnxTensor IsNotBelow(OnnxGraphBuilder g, OnnxTensor x, OnnxTensor bound) => g.HardSigmoid(x - bound, Steep, 1);

    private static OnnxTensor?[] MulRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (a, b) = (n.Inputs[0], n.Inputs[1]);
        return a == b
            ? [dy * 2 * a, null]
            : [Gradients.SumTo(g, dy * b, Y(n), a), Gradients.SumTo(g, dy * a, Y(n), b)];
    }

    private static OnnxTensor?[] DivRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (a, b) = (n.Inputs[0], n.Inputs[1]);
        var over = dy / b;
        return [Gradients.SumTo(g, over, Y(n), a), Gradients.SumTo(g, -(over * Y(n)), Y(n), b)];
    }

    private static OnnxTensor?[] PowRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var (x, exponent) = (n.Inputs[0], n.Inputs[1]);
        return
        [
            Gradients.SumTo(g, dy * exponent * g.Pow(x, exponent - 1), Y(n), x),
            Gradients.SumTo(g, dy * Y(n) * g.Log(x), Y(n), exponent),
        ];
    }

    // Of two equal values the first counts as chosen.
    private static OnnxTensor?[] Choice(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy, OnnxTensor isFirst)
    {
        var first = Mask(g, isFirst, dy);
        return [Gradients.SumTo(g, dy * first, Y(n), n.Inputs[0]), Gradients.SumTo(g, dy * (1 - first), Y(n), n.Inputs[1])];
    }

    private static OnnxTensor?[] LeakyReluRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var slope = (float)n.Attributes.First(a => a.Name == "alpha").Value;
        return [dy * (Mask(g, g.Greater(X(n), g.Scalar(0, dy.Element)), dy) * (1 - slope) + slope)];
    }

    private static OnnxTensor?[] SeluRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var zero = g.Scalar(0, dy.Element);
        var below = g.Exp(g.Min(X(n), zero)) * (SeluAlpha * SeluGamma);
        return [dy * g.Where(g.Greater(X(n), zero), g.Scalar(SeluGamma, dy.Element), below)];
    }

    private static OnnxTensor?[] SoftmaxRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var weighted = dy * Y(n);
        return [weighted - Y(n) * weighted.Sum((int)Integer(n, "axis"), keep: true)];
    }

    private static OnnxTensor?[] WhereRule(OnnxGraphBuilder g, OnnxNode n, OnnxTensor dy)
    {
        var zero = g.Scalar(0, dy.Element);
        return
        [
            null,
            Gradients.SumTo(g, g.Where(n.Inputs[0], dy, zero), Y(n), n.Inputs[1]),
            Gradients.SumTo(g, g.Where(n.Inputs[0], zero, dy), Y(n), n.Inputs[2]),
        ];
    }
}
