using DarkMachines.Onnx.Format;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace DarkMachines.Onnx;

/// <summary>The settings of a node by name; one that is not there is empty.</summary>
/// <param name="node">The node.</param>
internal readonly struct NodeAttributes(NodeProto node)
{
    private static readonly AttributeProto None = new();

    public bool Has(string name) => node.Attribute.Any(attribute => attribute.Name == name);

    public RepeatedField<long> Integers(string name) => Of(name).Ints;

    public RepeatedField<float> Floats(string name) => Of(name).Floats;

    public RepeatedField<ByteString> Strings(string name) => Of(name).Strings;

    public long Integer(string name, long otherwise) => Has(name) ? Of(name).I : otherwise;

    public string Text(string name, string otherwise) => Has(name) ? Of(name).S.ToStringUtf8() : otherwise;

    public TensorProto? Tensor(string name) => Of(name).T;

    private AttributeProto Of(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name) ?? None;
}
