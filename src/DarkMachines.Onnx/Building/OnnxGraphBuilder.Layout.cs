namespace DarkMachines.Onnx;

// Operators that select, join and arrange values.
public sealed partial class OnnxGraphBuilder
{
    /// <summary>The slices of an axis that indices name: the indices' shape takes the place of the axis.</summary>
    /// <param name="x">Values.</param>
    /// <param name="indices">Int64, from 0 to the axis's length − 1.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    public OnnxTensor Gather(OnnxTensor x, OnnxTensor indices, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        var place = Shapes.Axis(axis, x.Rank);
        IReadOnlyList<long?> shape = [.. x.Shape.Take(place), .. Indices(indices).Shape, .. x.Shape.Skip(place + 1)];
        return Apply(OnnxOperation.Gather, x.Element, shape, [x, indices], new OnnxAttribute("axis", (long)place));
    }

    /// <summary>For each index the value at its own place, but for the axis, where the index is the place.</summary>
    /// <param name="x">Values.</param>
    /// <param name="indices">Int64, of the same rank.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    public OnnxTensor GatherElements(OnnxTensor x, OnnxTensor indices, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Indices(indices).Rank == x.Rank
            ? Apply(OnnxOperation.GatherElements, x.Element, indices.Shape, [x, indices], new OnnxAttribute("axis", (long)Shapes.Axis(axis, x.Rank)))
            : throw new ArgumentException($"{x} and its indices {indices} have different ranks.", nameof(indices));
    }

    /// <summary>The values or slices at the places that the last axis of the indices spells out.</summary>
    /// <param name="x">Values.</param>
    /// <param name="indices">Int64; the length of the last axis, which must be known, is how many leading axes it names.</param>
    /// <param name="batchAxes">Leading axes that both have in common and that are not indexed.</param>
    public OnnxTensor GatherND(OnnxTensor x, OnnxTensor indices, int batchAxes = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (Indices(indices).Rank == 0 || indices.Shape[^1] is not { } depth || batchAxes + depth > x.Rank)
            throw new ArgumentException($"The indices {indices} do not name places in {x}.", nameof(indices));
        IReadOnlyList<long?> shape = [.. indices.Shape.SkipLast(1), .. x.Shape.Skip(batchAxes + (int)depth)];
        return Apply(OnnxOperation.GatherND, x.Element, shape, [x, indices], new OnnxAttribute("batch_dims", (long)batchAxes));
    }

    /// <summary>Tensors one after the other along an axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="parts">At least one tensor; their other lengths are the same.</param>
    public OnnxTensor Concat(int axis, params ReadOnlySpan<OnnxTensor> parts)
    {
        if (parts.IsEmpty)
            throw new ArgumentException("There is nothing to join.", nameof(parts));
        var first = parts[0];
        var place = Shapes.Axis(axis, first.Rank);
        foreach (var part in parts)
        {
            Same(first, part);
            if (part.Rank != first.Rank)
                throw new ArgumentException($"{first} and {part} have different ranks.", nameof(parts));
        }

        var shape = Shapes.With(first.Shape, place, Shapes.Sum(parts.ToArray().Select(part => part.Shape[place])));
        return Apply(OnnxOperation.Concat, first.Element, shape, parts, new OnnxAttribute("axis", (long)place));
    }

    /// <summary>A tensor cut into parts along an axis.</summary>
    /// <param name="x">Values.</param>
    /// <param name="lengths">The length of each part.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    public IReadOnlyList<OnnxTensor> Split(OnnxTensor x, ReadOnlySpan<long> lengths, int axis = -1)
    {
        ArgumentNullException.ThrowIfNull(x);
        var place = Shapes.Axis(axis, x.Rank);
        var outputs = lengths.ToArray().Select(length => (x.Element, Shapes.With(x.Shape, place, length))).ToArray();
        return Apply(OnnxOperation.Split, [x, Constant(lengths)], [new OnnxAttribute("axis", (long)place)], outputs);
    }

    /// <summary>A range of one axis.</summary>
    /// <param name="x">Values.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="start">The first place.</param>
    /// <param name="end">The place after the last, at most the length.</param>
    public OnnxTensor Slice(OnnxTensor x, int axis, long start, long end)
    {
        ArgumentNullException.ThrowIfNull(x);
        var place = Shapes.Axis(axis, x.Rank);
        if (start < 0 || end < start || end > x.Shape[place])
            throw new ArgumentException($"{x} has no places {start} to {end} along axis {place}.", nameof(end));
        return Apply(
            OnnxOperation.Slice, x.Element, Shapes.With(x.Shape, place, end - start),
            [x, Constant([start]), Constant([end]), Constant([(long)place])]);
    }

    /// <summary>The same values in another shape.</summary>
    /// <param name="x">Values.</param>
    /// <param name="shape">Lengths; 0 keeps the length of that axis, and −1, at most once, takes what is left.</param>
    public OnnxTensor Reshape(OnnxTensor x, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        var lengths = new long?[shape.Length];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = shape[i] == 0 ? x.Shape[i] : shape[i] < 0 ? null : shape[i];
        var open = shape.IndexOf(-1);
        if (open >= 0)
            lengths[open] = WhatIsLeft(x.Shape, shape);
        return Apply(OnnxOperation.Reshape, x.Element, lengths, [x, Constant(shape)]);
    }

    /// <summary>The axes in another order.</summary>
    /// <param name="x">Values.</param>
    /// <param name="order">The old axis for each new one; none to reverse them.</param>
    public OnnxTensor Transpose(OnnxTensor x, params ReadOnlySpan<int> order)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axes = order.IsEmpty ? [.. Enumerable.Range(0, x.Rank).Reverse()] : order.ToArray();
        return axes.Order().SequenceEqual(Enumerable.Range(0, x.Rank))
            ? Apply(OnnxOperation.Transpose, x.Element, [.. axes.Select(axis => x.Shape[axis])], [x], new OnnxAttribute("perm", Longs(axes)))
            : throw new ArgumentException($"{string.Join(", ", axes)} is no order of the axes of {x}.", nameof(order));
    }

    /// <summary>A new axis of length one.</summary>
    /// <param name="x">Values.</param>
    /// <param name="axis">Its place in the new shape; a negative one counts from the end.</param>
    public OnnxTensor Unsqueeze(OnnxTensor x, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        var place = Shapes.Axis(axis, x.Rank + 1);
        return Apply(OnnxOperation.Unsqueeze, x.Element, [.. x.Shape.Take(place), 1, .. x.Shape.Skip(place)], [x, Constant([(long)place])]);
    }

    /// <summary>The same without an axis of length one.</summary>
    /// <param name="x">Values.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    public OnnxTensor Squeeze(OnnxTensor x, int axis)
    {
        ArgumentNullException.ThrowIfNull(x);
        var place = Shapes.Axis(axis, x.Rank);
        return x.Shape[place] is null or 1
            ? Apply(OnnxOperation.Squeeze, x.Element, [.. x.Shape.Take(place), .. x.Shape.Skip(place + 1)], [x, Constant([(long)place])])
            : throw new ArgumentException($"Axis {place} of {x} is not of length one.", nameof(axis));
    }

    /// <summary>The lengths, as int64.</summary>
    public OnnxTensor Shape(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(OnnxOperation.Shape, OnnxElement.Int64, [x.Rank], [x]);
    }

    /// <summary>How many values there are, as int64.</summary>
    public OnnxTensor Size(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Apply(OnnxOperation.Size, OnnxElement.Int64, [], [x]);
    }

    /// <summary>Zeros before and after the values of one axis.</summary>
    /// <param name="x">Values.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    /// <param name="before">How many before.</param>
    /// <param name="after">How many after.</param>
    public OnnxTensor Pad(OnnxTensor x, int axis, long before, long after)
    {
        ArgumentNullException.ThrowIfNull(x);
        var place = Shapes.Axis(axis, x.Rank);
        var pads = new long[2 * x.Rank];
        (pads[place], pads[x.Rank + place]) = (before, after);
        return Apply(OnnxOperation.Pad, x.Element, Shapes.With(x.Shape, place, x.Shape[place] + before + after), [x, Constant(pads)]);
    }

    /// <summary>Adds values to those at the places named, each at its own place but for the axis, where the index is the place.</summary>
    /// <param name="x">Values.</param>
    /// <param name="indices">Int64, of the same rank.</param>
    /// <param name="updates">What is added, of the indices' shape.</param>
    /// <param name="axis">The axis; a negative one counts from the end.</param>
    public OnnxTensor ScatterElements(OnnxTensor x, OnnxTensor indices, OnnxTensor updates, int axis = -1)
    {
        Same(x, updates);
        return Apply(
            OnnxOperation.ScatterElements, x.Element, x.Shape, [x, Indices(indices), updates],
            new OnnxAttribute("axis", (long)Shapes.Axis(axis, x.Rank)), new OnnxAttribute("reduction", "add"));
    }

    /// <summary>Adds slices to those that the last axis of the indices names.</summary>
    /// <param name="x">Values.</param>
    /// <param name="indices">Int64.</param>
    /// <param name="updates">What is added.</param>
    public OnnxTensor ScatterND(OnnxTensor x, OnnxTensor indices, OnnxTensor updates)
    {
        Same(x, updates);
        return Apply(OnnxOperation.ScatterND, x.Element, x.Shape, [x, Indices(indices), updates], new OnnxAttribute("reduction", "add"));
    }

    /// <summary>The values stretched to the shape of another tensor.</summary>
    /// <param name="x">Values.</param>
    /// <param name="like">A tensor of the shape to stretch to.</param>
    public OnnxTensor Expand(OnnxTensor x, OnnxTensor like)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(like);
        return Apply(OnnxOperation.Expand, x.Element, Shapes.Broadcast(x.Shape, like.Shape), [x, Shape(like)]);
    }

    // Axes that are kept count on neither side, known or not.
    private static long? WhatIsLeft(IReadOnlyList<long?> old, ReadOnlySpan<long> shape)
    {
        var given = shape.ToArray();
        var values = Shapes.Count(old.Where((_, i) => i >= given.Length || given[i] != 0));
        var others = given.Where(length => length > 0).Aggregate(1L, (product, length) => product * length);
        return values / others;
    }

    private static OnnxTensor Indices(OnnxTensor indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return indices.Element == OnnxElement.Int64 ? indices : throw new ArgumentException($"{indices} does not hold whole numbers.", nameof(indices));
    }
}
