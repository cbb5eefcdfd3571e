namespace DarkMachines.Onnx;

/// <summary>The shapes that operators make of those they read.</summary>
internal static class Shapes
{
    /// <summary>The shape of an operator that works element by element on tensors stretched to fit each other.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static IReadOnlyList<long?> Broadcast(IReadOnlyList<long?> left, IReadOnlyList<long?> right)
    {
        var rank = Math.Max(left.Count, right.Count);
        var shape = new long?[rank];
        for (var i = 1; i <= rank; i++)
            shape[^i] = Broadcast(i <= left.Count ? left[^i] : 1, i <= right.Count ? right[^i] : 1, left, right);
        return shape;
    }

    /// <summary>The shape of a matrix product, of matrices or of stacks of them.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static IReadOnlyList<long?> Product(IReadOnlyList<long?> left, IReadOnlyList<long?> right)
    {
        if (left.Count < 2 || right.Count < 2)
            throw new ArgumentException($"A matrix product takes matrices; these are {Text(left)} and {Text(right)}.");
        if (left[^1] is { } inner && right[^2] is { } other && inner != other)
            throw new ArgumentException($"A matrix product of {Text(left)} and {Text(right)}: the inner lengths differ.");
        return [.. Broadcast([.. left.SkipLast(2)], [.. right.SkipLast(2)]), left[^2], right[^1]];
    }

    /// <summary>A shape after some axes are reduced to one value.</summary>
    public static IReadOnlyList<long?> Reduce(IReadOnlyList<long?> shape, ReadOnlySpan<int> axes, bool keep)
    {
        var reduced = new HashSet<int>();
        foreach (var axis in axes)
            reduced.Add(Axis(axis, shape.Count));
        return [.. shape.Select((length, i) => reduced.Contains(i) ? 1 : length).Where((_, i) => keep || !reduced.Contains(i))];
    }

    /// <summary>An axis counted from the front; a negative one counts from the end.</summary>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static int Axis(int axis, int rank) => axis >= -rank && axis < rank
        ? (axis + rank) % rank
        : throw new ArgumentException($"There is no axis {axis}; there are {rank}.");

    /// <summary>A shape with the length of one axis replaced.</summary>
    public static IReadOnlyList<long?> With(IReadOnlyList<long?> shape, int axis, long? length) =>
        [.. shape.Select((old, i) => i == axis ? length : old)];

    /// <summary>The sum of lengths, or null if one of them is not known.</summary>
    public static long? Sum(IEnumerable<long?> lengths) => lengths.Aggregate((long?)0, (sum, length) => sum + length);

    /// <summary>The number of values, or null if it is not known.</summary>
    public static long? Count(IEnumerable<long?> lengths) => lengths.Aggregate((long?)1, (product, length) => product * length);

    /// <summary>True if two shapes are the same; two lengths that are not known count as one.</summary>
    public static bool AreSame(IReadOnlyList<long?> left, IReadOnlyList<long?> right) => left.SequenceEqual(right);

    public static string Text(IReadOnlyList<long?> shape) =>
        FormattableString.Invariant($"[{string.Join(", ", shape.Select(n => n is null ? "?" : FormattableString.Invariant($"{n}")))}]");

    private static long? Broadcast(long? left, long? right, IReadOnlyList<long?> leftShape, IReadOnlyList<long?> rightShape) => (left, right) switch
    {
        (1, _) => right,
        (_, 1) => left,
        (null, _) => right,
        (_, null) => left,
        _ => left == right ? left : throw new ArgumentException($"The shapes {Text(leftShape)} and {Text(rightShape)} do not fit together."),
    };
}
