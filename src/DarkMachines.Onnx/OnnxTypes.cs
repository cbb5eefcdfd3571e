using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>ONNX types in the words of this project.</summary>
internal static class OnnxTypes
{
    public static OnnxValue Describe(ValueInfoProto value) =>
        new(value.Name, Name(value.Type), value.Type?.TensorType?.Shape is { } shape ? Lengths(shape) : null);

    /// <summary>The element type of a tensor; <see cref="DataType.Undefined"/> for anything else.</summary>
    public static DataType ElementType(ValueInfoProto value) =>
        value.Type?.TensorType is { } tensor ? (DataType)tensor.ElemType : DataType.Undefined;

    /// <summary>A declaration of a float32 tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its lengths; none to leave the shape open.</param>
    public static ValueInfoProto FloatTensor(string name, params ReadOnlySpan<long> shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float };
        if (!shape.IsEmpty)
        {
            tensor.Shape = new TensorShapeProto();
            foreach (var length in shape)
                tensor.Shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static long?[] Lengths(TensorShapeProto shape) =>
        [.. shape.Dim.Select(d => d.HasDimValue && d.DimValue > 0 ? d.DimValue : (long?)null)];

    private static string Name(TypeProto? type) => type?.ValueCase switch
    {
        TypeProto.ValueOneofCase.TensorType => Name(type.TensorType.ElemType),
        TypeProto.ValueOneofCase.SequenceType => $"sequence({Name(type.SequenceType.ElemType)})",
        TypeProto.ValueOneofCase.MapType => $"map({Name(type.MapType.KeyType)}, {Name(type.MapType.ValueType)})",
        _ => "unknown",
    };

    private static string Name(int elementType) => (DataType)elementType switch
    {
        DataType.Float => "float32",
        DataType.Double => "float64",
        _ when Enum.IsDefined((DataType)elementType) => ((DataType)elementType).ToString().ToLowerInvariant(),
        _ => FormattableString.Invariant($"type {elementType}"),
    };
}
