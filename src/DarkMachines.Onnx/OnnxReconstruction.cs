using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DarkMachines.Onnx;

/// <summary>
/// An autoencoder from an ONNX file whose output is the reconstruction of the row. The score is the mean over columns of
/// the squared difference, each in units of the column's training spread.
/// </summary>
/// <remarks>A file that holds encoder and decoder in one graph cannot be asked for either alone.</remarks>
public sealed class OnnxReconstruction : OnnxModel, IAnomalyModel
{
    private const int RowsAtOnce = 4096;

    private readonly float[] _spreads;
    private readonly float[] _inverseSpreads;

    internal OnnxReconstruction(ImportPlan plan, IRowFunction session)
        : this(plan, session, ColumnSpreads.Of(plan.File, plan.Input, plan.Declarations))
    {
    }

    private OnnxReconstruction(ImportPlan plan, IRowFunction session, Decision<float[]> spreads)
        : base(plan, session)
    {
        if (session.OutputColumns != Features.Count)
            throw WrongWidth(plan, session.OutputColumns, FormattableString.Invariant($"{Features.Count}, one a column of the input"));
        _spreads = spreads.Value;
        _inverseSpreads = [.. _spreads.Select(spread => 1 / spread)];
    }

    /// <summary>The spread that each column's difference is measured in, in the column's unit.</summary>
    public ReadOnlySpan<float> Spreads => _spreads;

    /// <summary>The rows as the model restores them.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="restored">Filled row-major, <c>n × Features.Count</c>.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="UserInputException">The graph fails on these rows.</exception>
    public void Reconstruct(ReadOnlySpan<float> rows, Span<float> restored)
    {
        this.RowCount(rows, restored.Length, Features.Count);
        Session.Run(rows, restored);
    }

    /// <inheritdoc/>
    /// <exception cref="UserInputException">The graph fails on these rows.</exception>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var count = this.RowCount(rows, scores.Length);
        var columns = Features.Count;
        var buffer = ArrayPool<float>.Shared.Rent(Math.Min(count, RowsAtOnce) * columns);
        try
        {
            for (var start = 0; start < count; start += RowsAtOnce)
            {
                var n = Math.Min(RowsAtOnce, count - start);
                var part = rows.Slice(start * columns, n * columns);
                var restored = buffer.AsSpan(0, n * columns);
                Session.Run(part, restored);
                for (var row = 0; row < n; row++)
                    scores[start + row] = Error(part.Slice(row * columns, columns), restored.Slice(row * columns, columns));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    // Four columns at a time on every machine, so that all sum in the same order; the rest one by one.
    private float Error(ReadOnlySpan<float> row, ReadOnlySpan<float> restored)
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var y = ref MemoryMarshal.GetReference(restored);
        ref var inverse = ref MemoryMarshal.GetArrayDataReference(_inverseSpreads);
        var sums = Vector128<float>.Zero;
        var i = 0;
        for (; i <= row.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var difference = (Vector128.LoadUnsafe(ref x, (nuint)i) - Vector128.LoadUnsafe(ref y, (nuint)i)) * Vector128.LoadUnsafe(ref inverse, (nuint)i);
            sums += difference * difference;
        }

        var sum = Vector128.Sum(sums);
        for (; i < row.Length; i++)
        {
            var difference = (row[i] - restored[i]) * _inverseSpreads[i];
            sum += difference * difference;
        }

        return sum / row.Length;
    }
}
