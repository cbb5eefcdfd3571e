using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DarkMachines.Onnx;

/// <summary>
/// Builds the graph of a model: <see cref="Rows"/> goes in, operators of the ONNX standard are applied to it and to
/// constants, and one of the methods named for a role declares the answer. Types and shapes are checked at every step,
/// so that a mistake shows at the line that makes it.
/// </summary>
/// <remarks>
/// The operators are those of opset <see cref="Opset"/> and of <c>ai.onnx.ml</c> <see cref="MachineLearningOpset"/>, for
/// large tree ensembles <see cref="TreeTensorsOpset"/>; each method is named for the operator it applies and works as the
/// specification says. Tensors that are worked on together must be of one element type (<see cref="Cast"/>); shapes are
/// stretched to fit each other where the specification allows. Not safe to share between threads.
/// </remarks>
public sealed partial class OnnxGraphBuilder
{
    /// <summary>Version of the standard operators.</summary>
    public const int Opset = 17;

    /// <summary>Version of the operators of <c>ai.onnx.ml</c>.</summary>
    public const int MachineLearningOpset = 3;

    /// <summary>Version of the operators of <c>ai.onnx.ml</c> with tensors of trees.</summary>
    public const int TreeTensorsOpset = 5;

    /// <summary>Most bytes that the constants of a graph may hold together: with the rest, the format's limit of 2 GiB is kept.</summary>
    public const long MostConstantBytes = int.MaxValue - (1 << 24);

    private readonly List<OnnxTensor> _inputs = [];
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxConstant> _constants = [];
    private long _constantBytes;

    /// <summary>Starts a graph.</summary>
    /// <param name="columns">Columns of a row, at least 1.</param>
    public OnnxGraphBuilder(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Rows = Input("rows", OnnxElement.Float32, [null, columns]);
    }

    // A graph of any inputs, for training; nobody asks it for rows.
    internal OnnxGraphBuilder() => Rows = null!;

    /// <summary>The rows that the model is asked about: float32, <c>rows × columns</c>.</summary>
    public OnnxTensor Rows { get; }

    /// <summary>The network this is the graph of; null for any other graph.</summary>
    internal Training.Network? Network { get; init; }

    internal IReadOnlyList<OnnxTensor> Inputs => _inputs;

    internal IReadOnlyList<OnnxNode> Nodes => _nodes;

    internal IReadOnlyList<OnnxConstant> Constants => _constants;

    internal OnnxAnswer? Answer { get; private set; }

    /// <summary>Float32 numbers that the graph carries.</summary>
    /// <param name="values">The numbers, row-major; they are copied.</param>
    /// <param name="shape">Lengths; none for a vector.</param>
    /// <exception cref="ArgumentException">The numbers do not fill the shape.</exception>
    /// <exception cref="UserInputException">The constants of this graph are too many for one ONNX file.</exception>
    public OnnxTensor Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Constant(OnnxElement.Float32, values, shape);

    /// <summary>Float64 numbers that the graph carries.</summary>
    /// <inheritdoc cref="Constant(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public OnnxTensor Constant(ReadOnlySpan<double> values, params ReadOnlySpan<long> shape) => Constant(OnnxElement.Float64, values, shape);

    /// <summary>Whole numbers that the graph carries.</summary>
    /// <inheritdoc cref="Constant(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public OnnxTensor Constant(ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) => Constant(OnnxElement.Int64, values, shape);

    /// <summary>Truth values that the graph carries.</summary>
    /// <inheritdoc cref="Constant(ReadOnlySpan{float}, ReadOnlySpan{long})"/>
    public OnnxTensor Constant(ReadOnlySpan<bool> values, params ReadOnlySpan<long> shape) => Constant(OnnxElement.Bool, values, shape);

    /// <summary>One number, without axes.</summary>
    /// <param name="value">The number.</param>
    /// <param name="element">What it is stored as.</param>
    /// <exception cref="ArgumentException">The element type is not numeric.</exception>
    public OnnxTensor Scalar(double value, OnnxElement element = OnnxElement.Float32) => element switch
    {
        OnnxElement.Float32 => AddConstant<float>(element, [(float)value], []),
        OnnxElement.Float64 => AddConstant<double>(element, [value], []),
        OnnxElement.Int64 => AddConstant<long>(element, [checked((long)value)], []),
        _ => throw new ArgumentException($"{element} is no type of numbers.", nameof(element)),
    };

    /// <summary>One more input; of the lengths at most the first may be unknown.</summary>
    internal OnnxTensor Input(string name, OnnxElement element, IReadOnlyList<long?> shape)
    {
        var input = new OnnxTensor(this, name, element, shape);
        _inputs.Add(input);
        return input;
    }

    /// <summary>The same node as one of another graph, on inputs of this one.</summary>
    internal IReadOnlyList<OnnxTensor> Repeat(OnnxNode node, IReadOnlyList<OnnxTensor> inputs) =>
        Apply(node.Operation, [.. inputs], [.. node.Attributes], [.. node.Outputs.Select(output => (output.Element, output.Shape))]);

    /// <summary>The same numbers as those of another graph.</summary>
    internal OnnxTensor Repeat(OnnxConstant constant) => AddConstant<byte>(constant.Tensor.Element, constant.Bytes, constant.Tensor.Shape);

    /// <summary>The whole numbers of a constant.</summary>
    internal long[] Longs(OnnxTensor constant) =>
        MemoryMarshal.Cast<byte, long>(_constants.First(c => c.Tensor == constant).Bytes).ToArray();

    private OnnxTensor Constant<T>(OnnxElement element, ReadOnlySpan<T> values, ReadOnlySpan<long> shape) where T : unmanaged
    {
        long?[] lengths = [values.Length];
        if (!shape.IsEmpty)
        {
            lengths = new long?[shape.Length];
            for (var i = 0; i < shape.Length; i++)
                lengths[i] = shape[i];
        }

        return Shapes.Count(lengths) == values.Length
            ? AddConstant(element, values, lengths)
            : throw new ArgumentException($"{values.Length} numbers do not fill the shape {Shapes.Text(lengths)}.", nameof(values));
    }

    private OnnxTensor AddConstant<T>(OnnxElement element, ReadOnlySpan<T> values, IReadOnlyList<long?> shape) where T : unmanaged
    {
        _constantBytes += (long)values.Length * Unsafe.SizeOf<T>();
        if (_constantBytes > MostConstantBytes)
        {
            throw new UserInputException(
                "model-too-large",
                "The model holds more than 2 GiB of numbers, which no single ONNX file can.",
                "Fit it to fewer rows, or with fewer trees, components or units.");
        }

        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("ONNX files are written on little-endian machines.");
        var tensor = new OnnxTensor(this, FormattableString.Invariant($"c{_constants.Count}"), element, shape);
        _constants.Add(new OnnxConstant(tensor, MemoryMarshal.AsBytes(values).ToArray()));
        return tensor;
    }

    // One node with one output.
    private OnnxTensor Apply(
        OnnxOperation operation, OnnxElement element, IReadOnlyList<long?> shape, ReadOnlySpan<OnnxTensor> inputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
        Apply(operation, inputs, attributes, (element, shape))[0];

    private OnnxTensor[] Apply(
        OnnxOperation operation,
        ReadOnlySpan<OnnxTensor> inputs,
        ReadOnlySpan<OnnxAttribute> attributes,
        params ReadOnlySpan<(OnnxElement Element, IReadOnlyList<long?> Shape)> outputs)
    {
        foreach (var input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input);
            if (input.Graph != this)
                throw new ArgumentException($"The tensor {input} belongs to another graph.", nameof(inputs));
        }

        var node = new OnnxNode(operation, inputs.ToArray(), attributes.ToArray());
        var tensors = new OnnxTensor[outputs.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            var name = FormattableString.Invariant($"{operation}_{_nodes.Count}") + (i == 0 ? "" : FormattableString.Invariant($"_{i}"));
            tensors[i] = new OnnxTensor(this, name, outputs[i].Element, outputs[i].Shape, node);
        }

        node.Outputs = tensors;
        _nodes.Add(node);
        return tensors;
    }

    private static OnnxElement Same(OnnxTensor left, OnnxTensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.Element == right.Element
            ? left.Element
            : throw new ArgumentException($"{left} and {right} have different element types; cast one of them.");
    }
}
