using System.Runtime.InteropServices;
using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>The values of a constant tensor whose size has been checked.</summary>
internal static class TensorValues
{
    /// <summary>Float numbers; empty if it holds others.</summary>
    public static IReadOnlyList<double> Floats(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float => tensor.HasRawData ? Read<float, double>(tensor, v => v) : [.. tensor.FloatData.Select(v => (double)v)],
        DataType.Double => tensor.HasRawData ? Read<double, double>(tensor, v => v) : tensor.DoubleData,
        _ => [],
    };

    /// <summary>Whole numbers; empty if it holds others.</summary>
    public static IReadOnlyList<long> Integers(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Int64 => tensor.HasRawData ? Read<long, long>(tensor, v => v) : tensor.Int64Data,
        DataType.Int32 => tensor.HasRawData ? Read<int, long>(tensor, v => v) : [.. tensor.Int32Data.Select(v => (long)v)],
        _ => [],
    };

    // The format is little-endian, as every machine that .NET runs on.
    private static TResult[] Read<T, TResult>(TensorProto tensor, Func<T, TResult> convert) where T : unmanaged
    {
        var bytes = tensor.RawData.Span;
        return Array.ConvertAll(MemoryMarshal.Cast<byte, T>(bytes).ToArray(), v => convert(v));
    }
}
