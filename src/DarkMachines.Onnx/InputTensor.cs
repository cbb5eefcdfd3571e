using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>
/// The columns of rows that one input takes, in its type: the rows themselves where they are just that, else a copy in
/// pooled memory, which is given back on disposal.
/// </summary>
internal sealed class InputTensor : IDisposable
{
    private readonly Action _giveBack;

    private InputTensor(OrtValue value, Action giveBack)
    {
        Value = value;
        _giveBack = giveBack;
    }

    public OrtValue Value { get; }

    /// <param name="input">How rows go into the graph.</param>
    /// <param name="part">The input to fill.</param>
    /// <param name="rows">
    /// At least one row, no more than a fixed batch takes; copies of the last one fill the batch up. They must stay pinned
    /// until disposal.
    /// </param>
    public static InputTensor Of(TableInput input, InputPart part, ReadOnlySpan<float> rows) => part.ElementType switch
    {
        DataType.Float when IsAllOf(input, part, rows) => Over(rows, part.ColumnCount),
        DataType.Double => Make<double>(input, part, rows),
        DataType.Int64 => Make<long>(input, part, rows),
        DataType.Int32 => Make<int>(input, part, rows),
        _ => Make<float>(input, part, rows),
    };

    public void Dispose()
    {
        Value.Dispose();
        _giveBack();
    }

    private static bool IsAllOf(TableInput input, InputPart part, ReadOnlySpan<float> rows) =>
        input.HasRowAxis && part.IsMatrix && part.ColumnCount == input.Features.Count
        && input.BatchFor(rows.Length / part.ColumnCount) * part.ColumnCount == rows.Length;

    private static unsafe InputTensor Over(ReadOnlySpan<float> pinned, int columns)
    {
        var address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
        return new InputTensor(
            OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, TensorElementType.Float, [pinned.Length / columns, columns], address, (long)pinned.Length * sizeof(float)),
            static () => { });
    }

    private static InputTensor Make<T>(TableInput input, InputPart part, ReadOnlySpan<float> rows) where T : unmanaged, INumber<T>
    {
        var columns = input.Features.Count;
        var batch = input.BatchFor(rows.Length / columns);
        var buffer = ArrayPool<T>.Shared.Rent(batch * part.ColumnCount);
        var values = buffer.AsMemory(0, batch * part.ColumnCount);
        Fill(values.Span, part, rows, columns);
        long[] shape = !input.HasRowAxis ? [part.ColumnCount] : part.IsMatrix ? [batch, part.ColumnCount] : [batch];
        return new InputTensor(
            OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape),
            () => ArrayPool<T>.Shared.Return(buffer));
    }

    private static void Fill<T>(Span<T> values, InputPart part, ReadOnlySpan<float> rows, int columns) where T : unmanaged, INumber<T>
    {
        var filled = rows.Length / columns * part.ColumnCount;
        if (typeof(T) == typeof(float) && part.ColumnCount == columns)
        {
            rows.CopyTo(MemoryMarshal.Cast<T, float>(values));
        }
        else
        {
            for (int at = 0, row = part.FirstColumn; at < filled; at += part.ColumnCount, row += columns)
            {
                for (var column = 0; column < part.ColumnCount; column++)
                    values[at + column] = T.CreateSaturating(rows[row + column]);
            }
        }

        for (var i = filled; i < values.Length; i++)
            values[i] = values[i - part.ColumnCount];
    }
}
