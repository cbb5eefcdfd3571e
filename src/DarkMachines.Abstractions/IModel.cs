namespace DarkMachines;

/// <summary>
/// What <c>Fit</c> returns. A model is immutable and thread-safe, and reads rows as row-major float32 spans whose
/// columns are <see cref="Features"/>. A row's answer depends on that row alone, not on the batch it comes in.
/// </summary>
public interface IModel
{
    /// <summary>The columns that a row must have, in this order.</summary>
    IReadOnlyList<Feature> Features { get; }
}

/// <summary>The check that every scoring method begins with.</summary>
public static class ModelExtensions
{
    /// <summary>The number of rows in a span, after checking it and the output span against each other.</summary>
    /// <param name="model">The model that the rows are for.</param>
    /// <param name="rows">Row-major rows of <c>model.Features.Count</c> values.</param>
    /// <param name="outputLength">Length of the span for the answers.</param>
    /// <param name="outputsPerRow">Answers a row.</param>
    /// <exception cref="ArgumentException">The rows are not whole, or the output has another number of rows.</exception>
    public static int RowCount(this IModel model, ReadOnlySpan<float> rows, int outputLength, int outputsPerRow = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        var columns = model.Features.Count;
        if (rows.Length % columns != 0)
            throw new ArgumentException($"{rows.Length} values are not whole rows of {columns} columns.", nameof(rows));
        var count = rows.Length / columns;
        if (outputLength != (long)count * outputsPerRow)
            throw new ArgumentException($"{count} rows need room for {(long)count * outputsPerRow} answers; there is room for {outputLength}.", nameof(outputLength));
        return count;
    }
}
