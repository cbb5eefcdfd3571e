using DarkMachines.Onnx;

namespace DarkMachines.Neural;

/// <summary>
/// Encodes each column by its value and by how far it is, from −1 to 1, through each of several pieces: piecewise linear encoding
/// (Gorishniy, Rubachev and Babenko, arXiv:2203.05556, eq. 1, there from 0 to 1). The value itself tells rows apart that lie outside
/// of all pieces.
/// </summary>
internal static class PiecewiseEncoding
{
    /// <summary>Appends the pieces of all columns.</summary>
    /// <param name="x"><c>batch × columns</c>.</param>
    /// <param name="values">The columns of the training rows, row-major: pieces end at their quantiles, so that as many rows lie in each.</param>
    /// <param name="bins">Pieces a column; fewer where quantiles coincide, none for a constant column.</param>
    public static OnnxTensor Encode(this OnnxTensor x, ReadOnlySpan<float> values, int bins)
    {
        if (bins == 0)
            return x;
        var (columns, starts, widths) = Pieces(values, (int)x.Shape[1]!.Value, bins);
        if (columns.Length == 0)
            return x;
        var graph = x.Graph;
        var pieces = (graph.Gather(x, graph.Constant(columns), axis: 1) - graph.Constant(starts)) / graph.Constant(widths);
        return x.Concat(pieces.Clip(0, 1) * 2 - 1);
    }

    // Column, start and width of each piece.
    private static (long[] Columns, float[] Starts, float[] Widths) Pieces(ReadOnlySpan<float> values, int columns, int bins)
    {
        var (ofColumn, starts, widths) = (new List<long>(), new List<float>(), new List<float>());
        var sorted = new float[values.Length / columns];
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < sorted.Length; row++)
                sorted[row] = values[row * columns + column];
            Array.Sort(sorted);
            for (var bin = 0; bin < bins; bin++)
            {
                var (start, end) = (Quantile(sorted, bin, bins), Quantile(sorted, bin + 1, bins));
                if (!(end > start))
                    continue;
                ofColumn.Add(column);
                starts.Add(start);
                widths.Add(end - start);
            }
        }

        return ([.. ofColumn], [.. starts], [.. widths]);
    }

    private static float Quantile(float[] sorted, int bin, int bins) => sorted[(int)((long)bin * (sorted.Length - 1) / bins)];
}
