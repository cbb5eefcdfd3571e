namespace DarkMachines.Onnx.Training;

/// <summary>How the numbers of a parameter begin. Fan-in and fan-out are those of the layer that it is a weight of.</summary>
public sealed class Initialiser
{
    private readonly Func<RandomStream, double, double, double> _draw;

    private Initialiser(Func<RandomStream, double, double, double> draw) => _draw = draw;

    /// <summary>Zeros.</summary>
    public static Initialiser Zeros { get; } = new((_, _, _) => 0);

    /// <summary>Ones.</summary>
    public static Initialiser Ones { get; } = new((_, _, _) => 1);

    /// <summary>Uniform within ±√(6 / (in + out)) (Glorot and Bengio, AISTATS 2010, eq. 16); for most layers.</summary>
    public static Initialiser Glorot { get; } = new((random, fanIn, fanOut) => Uniform(random, Math.Sqrt(6 / (fanIn + fanOut))));

    /// <summary>Uniform within ±√(6 / in), of variance 2 / in (He et al., ICCV 2015, eq. 10); for deep networks of rectified layers.</summary>
    public static Initialiser He { get; } = new((random, fanIn, _) => Uniform(random, Math.Sqrt(6 / fanIn)));

    /// <summary>Uniform within ±√(3 / in), of variance 1 / in (LeCun et al. 1998, eq. 16); for <see cref="Activation.Selu"/>.</summary>
    public static Initialiser LeCun { get; } = new((random, fanIn, _) => Uniform(random, Math.Sqrt(3 / fanIn)));

    /// <summary>The same number everywhere.</summary>
    /// <param name="value">The number.</param>
    public static Initialiser Constant(double value) => new((_, _, _) => value);

    /// <summary>Normal with mean zero.</summary>
    /// <param name="deviation">The standard deviation.</param>
    public static Initialiser Normal(double deviation) => new((random, _, _) => deviation * random.Normal());

    /// <summary>The initialiser that a layer takes unless another is named: <see cref="Glorot"/>, but <see cref="LeCun"/> for <see cref="Activation.Selu"/>.</summary>
    /// <param name="activation">What follows the weights.</param>
    public static Initialiser For(Activation activation) => activation == Activation.Selu ? LeCun : Glorot;

    internal void Fill(RandomStream random, IReadOnlyList<long> shape, Span<float> values)
    {
        var (fanIn, fanOut) = Fans(shape);
        foreach (ref var value in values)
            value = (float)_draw(random, fanIn, fanOut);
    }

    // A matrix is in × out; kernels are out × in × their extent.
    private static (double In, double Out) Fans(IReadOnlyList<long> shape)
    {
        if (shape.Count <= 2)
            return (shape.Count == 0 ? 1 : shape[0], shape.Count == 0 ? 1 : shape[^1]);
        var extent = shape.Skip(2).Aggregate(1L, (product, length) => product * length);
        return (shape[1] * extent, shape[0] * extent);
    }

    private static double Uniform(RandomStream random, double bound) => bound * (2 * random.Uniform() - 1);
}
