using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>
/// Compares what a file claims with what it holds, before anything allocates memory on its word: each constant tensor
/// must have the values its shape asks for, and no operator may be told to make an enormous one, by a constant or by a row.
/// </summary>
internal static class WeightCheck
{
    private const long MostValues = 1 << 26;

    /// <summary>Operators that make a tensor of the shape that one of their inputs states, and the place of that input.</summary>
    private static readonly Dictionary<string, int> Makers = new(StringComparer.Ordinal)
    {
        ["ConstantOfShape"] = 0,
        ["Expand"] = 1,
        ["Tile"] = 1,
        ["Resize"] = 3,
        ["Pad"] = 1,
        ["OneHot"] = 1,
        ["Range"] = 1,
        ["Loop"] = 0,
    };

    /// <exception cref="UserInputException">A tensor is not what it claims to be, or is too large.</exception>
    public static void Check(string path, ModelProto model)
    {
        foreach (var tensor in ModelTensors.Of(model))
        {
            var bytes = ByteCount(path, tensor);
            if (tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0)
                continue;
            if (tensor.HasRawData ? tensor.RawData.Length != bytes : TypedCount(tensor) != Elements(path, tensor) * ValuesPerElement(tensor))
                throw Refused(path, FormattableString.Invariant($"claims that '{tensor.Name}' has the shape [{string.Join(", ", tensor.Dims)}], but does not hold that many values"));
        }

        var graph = new OnnxGraph(model.Graph);
        foreach (var node in model.Graph.Node)
        {
            if (Makers.TryGetValue(node.OpType, out var place) && node.Input.Count > place && graph.Constant(node.Input[place]) is { } shape && Product(TensorValues.Integers(shape)) > MostValues)
                throw Refused(path, FormattableString.Invariant($"asks for more than {MostValues} values from a single {node.OpType}"));
            if (Makers.TryGetValue(node.OpType, out place) && node.Input.Count > place && node.OpType != "Loop" && graph.DependsOnInputValues(node.Input[place]))
                throw Refused(path, $"asks {node.OpType} for as many values as a row says, which may be any number");
            if (node.OpType is "RandomNormal" or "RandomUniform" or "EyeLike" && Product(node.Attribute.FirstOrDefault(a => a.Name == "shape")?.Ints ?? []) > MostValues)
                throw Refused(path, FormattableString.Invariant($"asks for more than {MostValues} values from a single {node.OpType}"));
        }
    }

    /// <summary>The bytes that a tensor's shape and type ask for.</summary>
    /// <exception cref="UserInputException">The shape is absurd or the type unknown.</exception>
    public static long ByteCount(string path, TensorProto tensor) => checked(Elements(path, tensor) * SizeOf(path, tensor));

    private static long Elements(string path, TensorProto tensor)
    {
        var elements = Product(tensor.Dims);
        return elements <= int.MaxValue && tensor.Dims.All(length => length >= 0)
            ? (long)elements
            : throw Refused(path, FormattableString.Invariant($"claims that '{tensor.Name}' has the shape [{string.Join(", ", tensor.Dims)}], which no file of 2 GiB can hold"));
    }

    private static Int128 Product(IEnumerable<long> lengths)
    {
        Int128 product = 1;
        foreach (var length in lengths)
            product = Int128.Min(product * Math.Max(length, 0), long.MaxValue);
        return product;
    }

    private static long SizeOf(string path, TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Bool or DataType.Int8 or DataType.Uint8 => 1,
        DataType.Int16 or DataType.Uint16 or DataType.Float16 or DataType.Bfloat16 => 2,
        DataType.Float or DataType.Int32 or DataType.Uint32 => 4,
        DataType.Double or DataType.Int64 or DataType.Uint64 or DataType.Complex64 => 8,
        DataType.Complex128 => 16,
        DataType.String => 0,
        _ => throw Refused(path, FormattableString.Invariant($"gives '{tensor.Name}' the element type {tensor.DataType}, which is none that is read")),
    };

    private static int ValuesPerElement(TensorProto tensor) => (DataType)tensor.DataType is DataType.Complex64 or DataType.Complex128 ? 2 : 1;

    private static long TypedCount(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float or DataType.Complex64 => tensor.FloatData.Count,
        DataType.Double or DataType.Complex128 => tensor.DoubleData.Count,
        DataType.Int64 => tensor.Int64Data.Count,
        DataType.Uint32 or DataType.Uint64 => tensor.Uint64Data.Count,
        DataType.String => tensor.StringData.Count,
        _ => tensor.Int32Data.Count,
    };

    private static UserInputException Refused(string path, string what) =>
        new("model-damaged", $"'{path}' {what}.", "Export the model again, or copy the file again and compare checksums.");
}
