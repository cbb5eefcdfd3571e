namespace DarkMachines.Onnx;

/// <summary>How the window of a convolution or pooling moves, along each axis behind batch and channels.</summary>
public sealed record SlidingWindow
{
    /// <summary>Steps from one window to the next; none for one each.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [];

    /// <summary>Zeros put on either side; none for none.</summary>
    public IReadOnlyList<int> Padding { get; init; } = [];

    /// <summary>Steps between two values within a window; none for one each.</summary>
    public IReadOnlyList<int> Dilations { get; init; } = [];

    internal int Stride(int axis) => Strides.Count == 0 ? 1 : Strides[axis];

    internal int Pad(int axis) => Padding.Count == 0 ? 0 : Padding[axis];

    internal int Dilation(int axis) => Dilations.Count == 0 ? 1 : Dilations[axis];

    /// <summary>How many windows there are along an axis.</summary>
    internal long Count(long length, long size, int axis)
    {
        var room = length + 2 * Pad(axis) - Dilation(axis) * (size - 1) - 1;
        return room >= 0
            ? room / Stride(axis) + 1
            : throw new ArgumentException($"A window of {size} is wider than the {length} values it slides along.");
    }

    /// <summary>How many values so many windows reach over: the least length that gives that count.</summary>
    internal long Reach(long count, long size, int axis) => (count - 1) * Stride(axis) - 2 * Pad(axis) + Dilation(axis) * (size - 1) + 1;

    internal void Check(OnnxTensor x)
    {
        foreach (var list in (IReadOnlyList<int>[])[Strides, Padding, Dilations])
        {
            if (list.Count != 0 && list.Count != x.Rank - 2)
                throw new ArgumentException($"A window of {list.Count} axes does not slide along {x}.");
        }
    }

    internal OnnxAttribute[] Attributes()
    {
        var attributes = new List<OnnxAttribute>();
        if (Strides.Count > 0)
            attributes.Add(new OnnxAttribute("strides", Longs(Strides)));
        if (Padding.Count > 0)
            attributes.Add(new OnnxAttribute("pads", Longs([.. Padding, .. Padding])));
        if (Dilations.Count > 0)
            attributes.Add(new OnnxAttribute("dilations", Longs(Dilations)));
        return [.. attributes];
    }

    internal static SlidingWindow Of(OnnxNode node)
    {
        return new SlidingWindow { Strides = Read("strides"), Padding = Read("pads") is { Length: > 0 } pads ? pads[..(pads.Length / 2)] : [], Dilations = Read("dilations") };

        int[] Read(string name) => node.Attributes.FirstOrDefault(a => a.Name == name)?.Value is long[] values ? [.. values.Select(v => (int)v)] : [];
    }

    private static long[] Longs(IEnumerable<int> values) => [.. values.Select(v => (long)v)];
}
