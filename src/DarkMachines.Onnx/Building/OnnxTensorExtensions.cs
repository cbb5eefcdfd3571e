namespace DarkMachines.Onnx;

/// <summary>The operators of <see cref="OnnxGraphBuilder"/> written after the tensor they work on, so that formulas read from left to right.</summary>
public static class OnnxTensorExtensions
{
    /// <summary>The magnitude.</summary>
    public static OnnxTensor Abs(this OnnxTensor x) => Builder(x).Abs(x);

    /// <summary>The exponential.</summary>
    public static OnnxTensor Exp(this OnnxTensor x) => Builder(x).Exp(x);

    /// <summary>The natural logarithm.</summary>
    public static OnnxTensor Log(this OnnxTensor x) => Builder(x).Log(x);

    /// <summary>The square root.</summary>
    public static OnnxTensor Sqrt(this OnnxTensor x) => Builder(x).Sqrt(x);

    /// <summary><c>x · x</c>.</summary>
    public static OnnxTensor Square(this OnnxTensor x) => Builder(x).Square(x);

    /// <summary><c>x</c> to a fixed power.</summary>
    public static OnnxTensor Pow(this OnnxTensor x, double exponent) => Builder(x).Pow(x, x.Graph.Scalar(exponent, x.Element));

    /// <summary>The value, or the nearer of two bounds if it lies outside.</summary>
    public static OnnxTensor Clip(this OnnxTensor x, double low, double high) => Builder(x).Clip(x, low, high);

    /// <summary><c>max(x, 0)</c>.</summary>
    public static OnnxTensor Relu(this OnnxTensor x) => Builder(x).Relu(x);

    /// <summary>The hyperbolic tangent.</summary>
    public static OnnxTensor Tanh(this OnnxTensor x) => Builder(x).Tanh(x);

    /// <summary>The logistic function <c>1 / (1 + e⁻ˣ)</c>.</summary>
    public static OnnxTensor Sigmoid(this OnnxTensor x) => Builder(x).Sigmoid(x);

    /// <summary><c>ln(1 + eˣ)</c>.</summary>
    public static OnnxTensor Softplus(this OnnxTensor x) => Builder(x).Softplus(x);

    /// <summary><c>x · Φ(x)</c> with the normal distribution's Φ (Hendrycks and Gimpel, arXiv:1606.08415).</summary>
    public static OnnxTensor Gelu(this OnnxTensor x) => x * 0.5 * (Builder(x).Erf(x / Math.Sqrt(2)) + 1);

    /// <summary>The exponentials divided by their sum along an axis.</summary>
    public static OnnxTensor Softmax(this OnnxTensor x, int axis = -1) => Builder(x).Softmax(x, axis);

    /// <summary>The logarithm of <see cref="Softmax"/>.</summary>
    public static OnnxTensor LogSoftmax(this OnnxTensor x, int axis = -1) => Builder(x).LogSoftmax(x, axis);

    /// <summary>The product of two matrices, or of stacks of them.</summary>
    public static OnnxTensor MatMul(this OnnxTensor left, OnnxTensor right) => Builder(left).MatMul(left, right);

    /// <summary>The greater of the two, element by element.</summary>
    public static OnnxTensor Max(this OnnxTensor left, OnnxTensor right) => Builder(left).Max(left, right);

    /// <summary>The lesser of the two, element by element.</summary>
    public static OnnxTensor Min(this OnnxTensor left, OnnxTensor right) => Builder(left).Min(left, right);

    /// <summary>The sum of all values.</summary>
    public static OnnxTensor Sum(this OnnxTensor x) => Builder(x).ReduceSum(x, All(x), keep: false);

    /// <summary>The sum along an axis, which is dropped unless kept with length one.</summary>
    public static OnnxTensor Sum(this OnnxTensor x, int axis, bool keep = false) => Builder(x).ReduceSum(x, [axis], keep);

    /// <summary>The mean of all values.</summary>
    public static OnnxTensor Mean(this OnnxTensor x) => Builder(x).ReduceMean(x, All(x), keep: false);

    /// <summary>The mean along an axis, which is dropped unless kept with length one.</summary>
    public static OnnxTensor Mean(this OnnxTensor x, int axis, bool keep = false) => Builder(x).ReduceMean(x, [axis], keep);

    /// <summary>The greatest value along an axis, which is dropped unless kept with length one.</summary>
    public static OnnxTensor Max(this OnnxTensor x, int axis, bool keep = false) => Builder(x).ReduceMax(x, [axis], keep);

    /// <summary>The logarithm of the sum of exponentials along an axis, which is dropped unless kept with length one.</summary>
    public static OnnxTensor LogSumExp(this OnnxTensor x, int axis, bool keep = false) => Builder(x).ReduceLogSumExp(x, [axis], keep);

    /// <summary>The same values in another shape: 0 keeps the length of that axis, and −1, at most once, takes what is left.</summary>
    public static OnnxTensor Reshape(this OnnxTensor x, params ReadOnlySpan<long> shape) => Builder(x).Reshape(x, shape);

    /// <summary>The axes in another order; none to reverse them.</summary>
    public static OnnxTensor Transpose(this OnnxTensor x, params ReadOnlySpan<int> order) => Builder(x).Transpose(x, order);

    /// <summary>The places from <paramref name="start"/> to before <paramref name="end"/> of one axis.</summary>
    public static OnnxTensor Slice(this OnnxTensor x, int axis, long start, long end) => Builder(x).Slice(x, axis, start, end);

    /// <summary>Another tensor after this one along an axis.</summary>
    public static OnnxTensor Concat(this OnnxTensor x, OnnxTensor next, int axis = -1) => Builder(x).Concat(axis, x, next);

    private static int[] All(OnnxTensor x) => [.. Enumerable.Range(0, x.Rank)];

    private static OnnxGraphBuilder Builder(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Graph;
    }
}
