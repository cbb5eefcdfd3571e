namespace DarkMachines.Onnx;

// Arithmetic as it is written in formulas; a plain number takes the tensor's type.
#pragma warning disable CA2225
public sealed partial class OnnxTensor
{
    /// <summary><c>left + right</c>, element by element.</summary>
    public static OnnxTensor operator +(OnnxTensor left, OnnxTensor right) => Builder(left).Add(left, right);

    /// <summary><c>left + right</c>, element by element.</summary>
    public static OnnxTensor operator +(OnnxTensor left, double right) => Builder(left).Add(left, Number(left, right));

    /// <summary><c>left + right</c>, element by element.</summary>
    public static OnnxTensor operator +(double left, OnnxTensor right) => Builder(right).Add(Number(right, left), right);

    /// <summary><c>left − right</c>, element by element.</summary>
    public static OnnxTensor operator -(OnnxTensor left, OnnxTensor right) => Builder(left).Sub(left, right);

    /// <summary><c>left − right</c>, element by element.</summary>
    public static OnnxTensor operator -(OnnxTensor left, double right) => Builder(left).Sub(left, Number(left, right));

    /// <summary><c>left − right</c>, element by element.</summary>
    public static OnnxTensor operator -(double left, OnnxTensor right) => Builder(right).Sub(Number(right, left), right);

    /// <summary><c>−x</c>.</summary>
    public static OnnxTensor operator -(OnnxTensor x) => Builder(x).Neg(x);

    /// <summary><c>left · right</c>, element by element.</summary>
    public static OnnxTensor operator *(OnnxTensor left, OnnxTensor right) => Builder(left).Mul(left, right);

    /// <summary><c>left · right</c>, element by element.</summary>
    public static OnnxTensor operator *(OnnxTensor left, double right) => Builder(left).Mul(left, Number(left, right));

    /// <summary><c>left · right</c>, element by element.</summary>
    public static OnnxTensor operator *(double left, OnnxTensor right) => Builder(right).Mul(Number(right, left), right);

    /// <summary><c>left / right</c>, element by element.</summary>
    public static OnnxTensor operator /(OnnxTensor left, OnnxTensor right) => Builder(left).Div(left, right);

    /// <summary><c>left / right</c>, element by element.</summary>
    public static OnnxTensor operator /(OnnxTensor left, double right) => Builder(left).Div(left, Number(left, right));

    /// <summary><c>left / right</c>, element by element.</summary>
    public static OnnxTensor operator /(double left, OnnxTensor right) => Builder(right).Div(Number(right, left), right);

    private static OnnxGraphBuilder Builder(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Graph;
    }

    private static OnnxTensor Number(OnnxTensor like, double value) => like.Graph.Scalar(value, like.Element);
}
