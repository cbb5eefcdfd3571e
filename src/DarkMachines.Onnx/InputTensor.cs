using System.Buffers;
using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>Rows in the type and number that a graph asks for, in pooled memory that is given back on disposal.</summary>
internal sealed class InputTensor : IDisposable
{
    private readonly Action _giveBack;

    private InputTensor(OrtValue value, Action giveBack)
    {
        Value = value;
        _giveBack = giveBack;
    }

    public OrtValue Value { get; }

    /// <param name="input">The input they are for.</param>
    /// <param name="rows">At least one row, no more than a fixed batch takes; copies of the last one fill the batch up.</param>
    public static InputTensor Of(MatrixInput input, ReadOnlySpan<float> rows) => input.ElementType switch
    {
        DataType.Double => Fill<double>(input, rows),
        DataType.Int64 => Fill<long>(input, rows),
        _ => Fill<float>(input, rows),
    };

    public void Dispose()
    {
        Value.Dispose();
        _giveBack();
    }

    private static InputTensor Fill<T>(MatrixInput input, ReadOnlySpan<float> rows) where T : unmanaged, INumber<T>
    {
        var columns = input.Features.Count;
        var batch = input.BatchFor(rows.Length / columns);
        var buffer = ArrayPool<T>.Shared.Rent(batch * columns);
        var values = buffer.AsMemory(0, batch * columns);
        var span = values.Span;
        for (var i = 0; i < rows.Length; i++)
            span[i] = T.CreateSaturating(rows[i]);
        for (var i = rows.Length; i < span.Length; i++)
            span[i] = span[i - columns];
        return new InputTensor(
            OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [batch, columns]),
            () => ArrayPool<T>.Shared.Return(buffer));
    }
}
