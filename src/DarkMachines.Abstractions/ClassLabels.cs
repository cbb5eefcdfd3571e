namespace DarkMachines;

/// <summary>The class of each row of a table, as an index into a list of class names.</summary>
public sealed class ClassLabels
{
    private readonly int[] _indices;

    /// <summary>Makes labels; the indices are copied.</summary>
    /// <param name="classes">Names of the classes, at least two.</param>
    /// <param name="indices">One class index a row, each from 0 to <c>classes.Count - 1</c>.</param>
    /// <exception cref="ArgumentException">Fewer than two classes, or an index outside the list.</exception>
    public ClassLabels(IReadOnlyList<string> classes, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count < 2)
            throw new ArgumentException("Labels need at least two classes.", nameof(classes));
        foreach (var index in indices)
        {
            if ((uint)index >= (uint)classes.Count)
                throw new ArgumentException($"Class index {index} is outside 0 to {classes.Count - 1}.", nameof(indices));
        }

        Classes = [.. classes];
        _indices = indices.ToArray();
    }

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _indices.Length;

    /// <summary>The class index of each row.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>A copy of the named rows' labels, in the order given.</summary>
    /// <param name="rows">Row numbers; one may occur several times.</param>
    public ClassLabels Select(ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            selected[i] = _indices[rows[i]];
        return new ClassLabels(Classes, selected);
    }
}
