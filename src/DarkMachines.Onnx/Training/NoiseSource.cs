namespace DarkMachines.Onnx.Training;

/// <summary>What noise is drawn from.</summary>
internal enum NoiseKind
{
    Uniform,
    Normal,
    Mask,
}

/// <summary>Random numbers that go into a network with each batch. The host draws them, so that a seed gives the same on every platform.</summary>
/// <param name="Tensor">Where the network uses them.</param>
/// <param name="Kind">What they are drawn from.</param>
/// <param name="Rate">For a mask, how often it is zero.</param>
internal sealed record NoiseSource(OnnxTensor Tensor, NoiseKind Kind, double Rate)
{
    /// <summary>Numbers for each row.</summary>
    public int Width { get; } = (int)Tensor.Shape.Skip(1).Aggregate(1L, (product, length) => product * length!.Value);

    /// <summary>Fills a batch.</summary>
    public void Fill(RandomStream random, Span<float> values)
    {
        switch (Kind)
        {
            case NoiseKind.Normal:
                foreach (ref var value in values)
                    value = (float)random.Normal();
                break;
            case NoiseKind.Uniform:
                // 24 bits, so that rounding never gives 1.
                foreach (ref var value in values)
                    value = (random.NextBits() >> 40) * (1f / (1 << 24));
                break;
            default:
                FillMask(random, values);
                break;
        }
    }

    // Two decisions for each draw: masks are the noise there is most of.
    private void FillMask(RandomStream random, Span<float> values)
    {
        var threshold = (uint)Math.Min(Rate * (1L << 32), uint.MaxValue);
        var kept = (float)(1 / (1 - Rate));
        var bits = 0ul;
        for (var i = 0; i < values.Length; i++)
        {
            bits = (i & 1) == 0 ? random.NextBits() : bits >> 32;
            values[i] = (uint)bits < threshold ? 0 : kept;
        }
    }
}
