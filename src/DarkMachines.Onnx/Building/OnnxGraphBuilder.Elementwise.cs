namespace DarkMachines.Onnx;

// Operators that work element by element, on one tensor or on tensors stretched to fit each other.
public sealed partial class OnnxGraphBuilder
{
    /// <summary><c>left + right</c>.</summary>
    public OnnxTensor Add(OnnxTensor left, OnnxTensor right) => Pairwise(OnnxOperation.Add, left, right);

    /// <summary><c>left − right</c>.</summary>
    public OnnxTensor Sub(OnnxTensor left, OnnxTensor right) => Pairwise(OnnxOperation.Sub, left, right);

    /// <summary><c>left · right</c>, element by element.</summary>
    public OnnxTensor Mul(OnnxTensor left, OnnxTensor right) => Pairwise(OnnxOperation.Mul, left, right);

    /// <summary><c>left / right</c>.</summary>
    public OnnxTensor Div(OnnxTensor left, OnnxTensor right) => Pairwise(OnnxOperation.Div, left, right);

    /// <summary><c>x</c> to the power of <c>exponent</c>.</summary>
    public OnnxTensor Pow(OnnxTensor x, OnnxTensor exponent) => Pairwise(OnnxOperation.Pow, x, exponent);

    /// <summary>The greater of the two.</summary>
    public OnnxTensor Max(OnnxTensor left, OnnxTensor right) => Pairwise(OnnxOperation.Max, left, right);

    /// <summary>The lesser of the two.</summary>
    public OnnxTensor Min(OnnxTensor left, OnnxTensor right) => Pairwise(OnnxOperation.Min, left, right);

    /// <summary><c>x · x</c>.</summary>
    public OnnxTensor Square(OnnxTensor x) => Mul(x, x);

    /// <summary><c>−x</c>.</summary>
    public OnnxTensor Neg(OnnxTensor x) => Each(OnnxOperation.Neg, x);

    /// <summary>The magnitude.</summary>
    public OnnxTensor Abs(OnnxTensor x) => Each(OnnxOperation.Abs, x);

    /// <summary>The exponential.</summary>
    public OnnxTensor Exp(OnnxTensor x) => Each(OnnxOperation.Exp, x);

    /// <summary>The natural logarithm.</summary>
    public OnnxTensor Log(OnnxTensor x) => Each(OnnxOperation.Log, x);

    /// <summary>The square root.</summary>
    public OnnxTensor Sqrt(OnnxTensor x) => Each(OnnxOperation.Sqrt, x);

    /// <summary>The error function. ONNX Runtime has it in float32 only.</summary>
    public OnnxTensor Erf(OnnxTensor x) => Each(OnnxOperation.Erf, x);

    /// <summary>The greatest whole number that is not greater.</summary>
    public OnnxTensor Floor(OnnxTensor x) => Each(OnnxOperation.Floor, x);

    /// <summary>The logistic function <c>1 / (1 + e⁻ˣ)</c>.</summary>
    public OnnxTensor Sigmoid(OnnxTensor x) => Each(OnnxOperation.Sigmoid, x);

    /// <summary><c>slope · x + offset</c>, not below 0 and not above 1.</summary>
    /// <param name="x">Values.</param>
    /// <param name="slope">The slope.</param>
    /// <param name="offset">The value at zero.</param>
    public OnnxTensor HardSigmoid(OnnxTensor x, float slope, float offset) =>
        Each(OnnxOperation.HardSigmoid, x, new OnnxAttribute("alpha", slope), new OnnxAttribute("beta", offset));

    /// <summary>The hyperbolic tangent.</summary>
    public OnnxTensor Tanh(OnnxTensor x) => Each(OnnxOperation.Tanh, x);

    /// <summary><c>max(x, 0)</c>.</summary>
    public OnnxTensor Relu(OnnxTensor x) => Each(OnnxOperation.Relu, x);

    /// <summary><c>x</c> above zero, <c>slope · x</c> below.</summary>
    /// <param name="x">Values.</param>
    /// <param name="slope">The slope below zero.</param>
    public OnnxTensor LeakyRelu(OnnxTensor x, float slope = 0.01f) => Each(OnnxOperation.LeakyRelu, x, new OnnxAttribute("alpha", slope));

    /// <summary><c>x</c> above zero, <c>eˣ − 1</c> below.</summary>
    public OnnxTensor Elu(OnnxTensor x) => Each(OnnxOperation.Elu, x);

    /// <summary>The scaled <see cref="Elu"/> that keeps mean 0 and variance 1 (Klambauer et al., NIPS 2017).</summary>
    public OnnxTensor Selu(OnnxTensor x) => Each(OnnxOperation.Selu, x);

    /// <summary>−1, 0 or 1.</summary>
    public OnnxTensor Sign(OnnxTensor x) => Each(OnnxOperation.Sign, x);

    /// <summary>The sine.</summary>
    public OnnxTensor Sin(OnnxTensor x) => Each(OnnxOperation.Sin, x);

    /// <summary>The cosine.</summary>
    public OnnxTensor Cos(OnnxTensor x) => Each(OnnxOperation.Cos, x);

    /// <summary><c>ln(1 + eˣ)</c>.</summary>
    public OnnxTensor Softplus(OnnxTensor x) => Each(OnnxOperation.Softplus, x);

    /// <summary>The same values under another name.</summary>
    public OnnxTensor Identity(OnnxTensor x) => Each(OnnxOperation.Identity, x);

    /// <summary>The value, or the nearer of two bounds if it lies outside.</summary>
    /// <param name="x">Values.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The greatest.</param>
    public OnnxTensor Clip(OnnxTensor x, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(OnnxOperation.Clip, x.Element, x.Shape, [x, Scalar(low, x.Element), Scalar(high, x.Element)]);
    }

    /// <summary>The exponentials divided by their sum along an axis.</summary>
    public OnnxTensor Softmax(OnnxTensor x, int axis = -1) => Along(OnnxOperation.Softmax, x, axis);

    /// <summary>The logarithm of <see cref="Softmax"/>.</summary>
    public OnnxTensor LogSoftmax(OnnxTensor x, int axis = -1) => Along(OnnxOperation.LogSoftmax, x, axis);

    /// <summary>The values as another type.</summary>
    public OnnxTensor Cast(OnnxTensor x, OnnxElement element)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Element == element ? x : Apply(OnnxOperation.Cast, element, x.Shape, [x], new OnnxAttribute("to", (long)element));
    }

    /// <summary>True where the two are equal.</summary>
    public OnnxTensor Equal(OnnxTensor left, OnnxTensor right) => Compare(OnnxOperation.Equal, left, right);

    /// <summary>True where <c>left &lt; right</c>.</summary>
    public OnnxTensor Less(OnnxTensor left, OnnxTensor right) => Compare(OnnxOperation.Less, left, right);

    /// <summary>True where <c>left ≤ right</c>.</summary>
    public OnnxTensor LessOrEqual(OnnxTensor left, OnnxTensor right) => Compare(OnnxOperation.LessOrEqual, left, right);

    /// <summary>True where <c>left &gt; right</c>.</summary>
    public OnnxTensor Greater(OnnxTensor left, OnnxTensor right) => Compare(OnnxOperation.Greater, left, right);

    /// <summary>True where <c>left ≥ right</c>.</summary>
    public OnnxTensor GreaterOrEqual(OnnxTensor left, OnnxTensor right) => Compare(OnnxOperation.GreaterOrEqual, left, right);

    /// <summary>True for NaN.</summary>
    public OnnxTensor IsNaN(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(OnnxOperation.IsNaN, OnnxElement.Bool, x.Shape, [x]);
    }

    /// <summary>True where both are.</summary>
    public OnnxTensor And(OnnxTensor left, OnnxTensor right) => Compare(OnnxOperation.And, Truth(left), Truth(right));

    /// <summary>True where at least one is.</summary>
    public OnnxTensor Or(OnnxTensor left, OnnxTensor right) => Compare(OnnxOperation.Or, Truth(left), Truth(right));

    /// <summary>True where it is not.</summary>
    public OnnxTensor Not(OnnxTensor x) => Each(OnnxOperation.Not, Truth(x));

    /// <summary>Where the condition is true the one value, elsewhere the other.</summary>
    public OnnxTensor Where(OnnxTensor condition, OnnxTensor whenTrue, OnnxTensor otherwise)
    {
        var element = Same(whenTrue, otherwise);
        var shape = Shapes.Broadcast(Truth(condition).Shape, Shapes.Broadcast(whenTrue.Shape, otherwise.Shape));
        return Apply(OnnxOperation.Where, element, shape, [condition, whenTrue, otherwise]);
    }

    private OnnxTensor Each(OnnxOperation operation, OnnxTensor x, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(operation, x.Element, x.Shape, [x], attributes);
    }

    private OnnxTensor Along(OnnxOperation operation, OnnxTensor x, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(operation, x.Element, x.Shape, [x], new OnnxAttribute("axis", (long)Shapes.Axis(axis, x.Rank)));
    }

    private OnnxTensor Pairwise(OnnxOperation operation, OnnxTensor left, OnnxTensor right)
    {
        var element = Same(left, right);
        return Apply(operation, element, Shapes.Broadcast(left.Shape, right.Shape), [left, right]);
    }

    private OnnxTensor Compare(OnnxOperation operation, OnnxTensor left, OnnxTensor right)
    {
        Same(left, right);
        return Apply(operation, OnnxElement.Bool, Shapes.Broadcast(left.Shape, right.Shape), [left, right]);
    }

    private static OnnxTensor Truth(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Element == OnnxElement.Bool ? x : throw new ArgumentException($"{x} does not hold truth values.", nameof(x));
    }
}
