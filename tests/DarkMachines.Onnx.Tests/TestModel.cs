using DarkMachines.Onnx.Format;
using Google.Protobuf;
using AttributeType = DarkMachines.Onnx.Format.AttributeProto.Types.AttributeType;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx.Tests;

/// <summary>Small models, built of the messages of the format.</summary>
internal static class TestModel
{
    public static readonly float[] TwoColumnWeights = [1, -2, 0.5f, 3, -1, 0.25f];

    /// <summary>A model with an input <c>x</c>.</summary>
    public static ModelProto Of(ValueInfoProto input, ValueInfoProto output, params NodeProto[] nodes) => new()
    {
        IrVersion = 8,
        ProducerName = "test",
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 15 }, new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 2 } },
        Graph = new GraphProto { Name = "g", Input = { input }, Output = { output }, Node = { nodes } },
    };

    /// <summary>x · weights + offsets, then the nodes given, which start from the tensor <c>linear</c>.</summary>
    public static ModelProto Linear(int columns, float[] weights, float[] offsets, ValueInfoProto output, params NodeProto[] nodes) =>
        Of(Matrix("x", null, columns), output, [Node("Gemm", ["x", "w", "b"], ["linear"]), .. nodes])
            .With(Floats("w", [columns, offsets.Length], weights), Floats("b", [offsets.Length], offsets));

    /// <summary>Three columns to two, then a last node.</summary>
    public static ModelProto TwoColumns(string last) =>
        Linear(3, TwoColumnWeights, [0.1f, -0.1f], Matrix("p", null, 2), Node(last, ["linear"], ["p"]));

    /// <summary>A classifier with class labels: column sums through a LinearClassifier, without a ZipMap.</summary>
    public static ModelProto Labelled(int columns, float[] weights, AttributeProto labels, int classes) => Of(
        Matrix("x", null, columns),
        Matrix("p", null, classes),
        Node("LinearClassifier", ["x"], ["label", "p"], "ai.onnx.ml", Floats("coefficients", weights), Floats("intercepts", new float[classes]), labels, Text("post_transform", "SOFTMAX")));

    public static ModelProto With(this ModelProto model, params TensorProto[] weights)
    {
        model.Graph.Initializer.Add(weights);
        return model;
    }

    public static NodeProto Node(string name, string[] inputs, string[] outputs, string domain = "", params AttributeProto[] attributes) =>
        new() { OpType = name, Domain = domain, Input = { inputs }, Output = { outputs }, Attribute = { attributes } };

    public static ValueInfoProto Matrix(string name, long? rows, long? columns, DataType type = DataType.Float) =>
        Tensor(name, type, rows, columns);

    public static ValueInfoProto Tensor(string name, DataType type, params long?[] shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type,
                Shape = new TensorShapeProto { Dim = { shape.Select(Length) } },
            },
        },
    };

    /// <summary>The type of a ZipMap's output.</summary>
    public static ValueInfoProto SequenceOfMaps(string name, DataType key) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            SequenceType = new TypeProto.Types.Sequence
            {
                ElemType = new TypeProto
                {
                    MapType = new TypeProto.Types.Map
                    {
                        KeyType = (int)key,
                        ValueType = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } },
                    },
                },
            },
        },
    };

    public static TensorProto Floats(string name, long[] dims, params float[] values) =>
        new() { Name = name, DataType = (int)DataType.Float, Dims = { dims }, FloatData = { values } };

    public static AttributeProto Floats(string name, params float[] values) =>
        new() { Name = name, Type = AttributeType.Floats, Floats = { values } };

    public static AttributeProto Integer(string name, long value) =>
        new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Integers(string name, params long[] values) =>
        new() { Name = name, Type = AttributeType.Ints, Ints = { values } };

    public static AttributeProto Texts(string name, params string[] values) =>
        new() { Name = name, Type = AttributeType.Strings, Strings = { values.Select(ByteString.CopyFromUtf8) } };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    private static TensorShapeProto.Types.Dimension Length(long? length) =>
        length is { } n ? new() { DimValue = n } : new() { DimParam = "n" };
}
