using DarkMachines.Onnx.Format;
using Google.Protobuf;
using AttributeType = DarkMachines.Onnx.Format.AttributeProto.Types.AttributeType;

namespace DarkMachines.Onnx;

/// <summary>Turns a built graph into the messages of the format. The same graph gives the same bytes.</summary>
internal static class GraphWriter
{
    private const string Producer = "DarkMachines";
    private const long FormatVersion = 8;
    private const string RowsAxis = "rows";

    /// <param name="graph">The graph; its answer is declared.</param>
    /// <param name="card">The model card's document.</param>
    public static ModelProto Write(OnnxGraphBuilder graph, string card)
    {
        var model = Write(graph, [graph.Answer!.Tensor]);
        model.MetadataProps.Add(new StringStringEntryProto { Key = ModelCard.MetadataKey, Value = card });
        return model;
    }

    /// <param name="graph">The graph.</param>
    /// <param name="outputs">What it answers with; what none of them needs is left out.</param>
    public static ModelProto Write(OnnxGraphBuilder graph, IReadOnlyList<OnnxTensor> outputs)
    {
        var needed = Needed(outputs);
        var proto = new GraphProto { Name = "model" };
        proto.Input.Add(graph.Inputs.Select(Declaration));
        proto.Output.Add(outputs.Select(Declaration));
        proto.Initializer.Add(graph.Constants.Where(constant => needed.Contains(constant.Tensor)).Select(Tensor));
        proto.Node.Add(graph.Nodes.Where(node => node.Outputs.Any(needed.Contains)).Select(node => Node(node, needed)));
        var model = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = Producer,
            ProducerVersion = typeof(GraphWriter).Assembly.GetName().Version!.ToString(3),
            Graph = proto,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OnnxGraphBuilder.Opset });
        if (graph.Nodes.Select(node => node.Operation.MachineLearningOpset()).Max() is > 0 and var version)
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = OnnxFile.MachineLearningDomain, Version = version });
        return model;
    }

    private static HashSet<OnnxTensor> Needed(IReadOnlyList<OnnxTensor> outputs)
    {
        var needed = new HashSet<OnnxTensor>();
        var open = new Stack<OnnxTensor>(outputs);
        while (open.TryPop(out var tensor))
        {
            if (!needed.Add(tensor))
                continue;
            foreach (var input in tensor.Producer?.Inputs ?? [])
                open.Push(input);
        }

        return needed;
    }

    private static ValueInfoProto Declaration(OnnxTensor tensor)
    {
        var shape = new TensorShapeProto();
        for (var i = 0; i < tensor.Rank; i++)
        {
            var length = new TensorShapeProto.Types.Dimension();
            if (tensor.Shape[i] is { } known)
                length.DimValue = known;
            else if (i == 0)
                length.DimParam = RowsAxis;
            shape.Dim.Add(length);
        }

        return new ValueInfoProto
        {
            Name = tensor.Name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)tensor.Element, Shape = shape } },
        };
    }

    private static TensorProto Tensor(OnnxConstant constant)
    {
        var proto = new TensorProto
        {
            Name = constant.Tensor.Name,
            DataType = (int)constant.Tensor.Element,
            RawData = UnsafeByteOperations.UnsafeWrap(constant.Bytes),
        };
        proto.Dims.Add(constant.Tensor.Shape.Select(length => length!.Value));
        return proto;
    }

    private static NodeProto Node(OnnxNode node, HashSet<OnnxTensor> needed)
    {
        var proto = new NodeProto { OpType = node.Operation.ToString(), Name = node.Outputs[0].Name, Domain = node.Operation.Domain() };
        proto.Input.Add(node.Inputs.Select(input => input.Name));
        // The places of the greatest are optional, and ONNX Runtime is much faster without.
        var outputs = node.Operation == OnnxOperation.MaxPool ? node.Outputs.Where(needed.Contains) : node.Outputs;
        proto.Output.Add(outputs.Select(output => output.Name));
        proto.Attribute.Add(node.Attributes.Select(Attribute));
        return proto;
    }

    /// <summary>A setting as a message.</summary>
    public static AttributeProto Attribute(OnnxAttribute attribute)
    {
        var proto = new AttributeProto { Name = attribute.Name };
        switch (attribute.Value)
        {
            case long integer:
                (proto.Type, proto.I) = (AttributeType.Int, integer);
                break;
            case float number:
                (proto.Type, proto.F) = (AttributeType.Float, number);
                break;
            case string text:
                (proto.Type, proto.S) = (AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case TensorProto tensor:
                (proto.Type, proto.T) = (AttributeType.Tensor, tensor);
                break;
            case IEnumerable<long> integers:
                proto.Type = AttributeType.Ints;
                proto.Ints.Add(integers);
                break;
            case IEnumerable<float> numbers:
                proto.Type = AttributeType.Floats;
                proto.Floats.Add(numbers);
                break;
            case IEnumerable<string> texts:
                proto.Type = AttributeType.Strings;
                proto.Strings.Add(texts.Select(ByteString.CopyFromUtf8));
                break;
            default:
                throw new ArgumentException($"The attribute '{attribute.Name}' is a {attribute.Value.GetType().Name}.", nameof(attribute));
        }

        return proto;
    }
}
