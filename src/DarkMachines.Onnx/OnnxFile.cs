using System.Security.Cryptography;
using DarkMachines.Onnx.Format;
using Google.Protobuf;

namespace DarkMachines.Onnx;

/// <summary>What an ONNX file says of itself. Reading it runs nothing.</summary>
public sealed class OnnxFile
{
    internal const string StandardDomain = "ai.onnx";
    internal const string MachineLearningDomain = "ai.onnx.ml";

    // The tag of field 1, the version of the format, which every exporter writes first.
    private const byte FirstByte = 0x08;

    private ModelProto? _model;

    private OnnxFile(string path, long size, string sha256, ModelProto model, IReadOnlyList<string> weightFiles)
    {
        Path = path;
        Size = size;
        Sha256 = sha256;
        WeightFiles = weightFiles;
        _model = model;
        IrVersion = model.IrVersion;
        Producer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        Opsets = [.. model.OpsetImport.Select(o => new OnnxOpset(Domain(o.Domain), o.Version)).Distinct()];
        // Before version 4 of the format a graph's weights are among its inputs.
        var weights = model.Graph.Initializer.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        InputValues = [.. model.Graph.Input.Where(input => !weights.Contains(input.Name))];
        Inputs = [.. InputValues.Select(OnnxTypes.Describe)];
        Outputs = [.. model.Graph.Output.Select(OnnxTypes.Describe)];
        Operators = [.. model.Graph.Node
            .GroupBy(node => (Domain: Domain(node.Domain), node.OpType))
            .Select(group => new OnnxOperator(group.Key.Domain, group.Key.OpType, group.Count()))
            .OrderBy(o => o.Domain, StringComparer.Ordinal).ThenBy(o => o.Name, StringComparer.Ordinal)];
        Metadata = model.MetadataProps
            .DistinctBy(entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>Bytes of the file, without those of other files.</summary>
    public long Size { get; }

    /// <summary>
    /// SHA-256 of the file's bytes, in lower-case hexadecimal digits; with weights in other files, of the whole model.
    /// </summary>
    public string Sha256 { get; }

    /// <summary>Other files that weights were read from, relative to the model's folder.</summary>
    public IReadOnlyList<string> WeightFiles { get; }

    /// <summary>Name and version of the program that wrote it; empty if it does not say.</summary>
    public string Producer { get; }

    /// <summary>Version of the file format.</summary>
    public long IrVersion { get; }

    /// <summary>The operator sets asked for, each once.</summary>
    public IReadOnlyList<OnnxOpset> Opsets { get; }

    /// <summary>What must be given to run it; weights are not listed.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>What it gives.</summary>
    public IReadOnlyList<OnnxValue> Outputs { get; }

    /// <summary>The operators of its graph, by domain and name.</summary>
    public IReadOnlyList<OnnxOperator> Operators { get; }

    /// <summary>The file's own notes, its <c>metadata_props</c>; of a key that is there twice, the first.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    internal ModelProto Model => _model ?? throw new InvalidOperationException($"The graph of '{Path}' was let go.");

    internal IReadOnlyList<ValueInfoProto> InputValues { get; }

    /// <summary>Name of the file, without its folder.</summary>
    internal string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>Reads a file of at most 2 GiB, the limit of the format; larger models keep their weights beside it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserInputException">
    /// It is missing, empty, damaged, not an ONNX file, claims more than it holds, or keeps weights outside its folder.
    /// </exception>
    public static OnnxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = UserFile.ReadAllBytes(path, "model");
        var model = Parse(path, bytes);
        NameCheck.Check(path, model);
        WeightCheck.Check(path, model);
        var weightFiles = ExternalData.TakeIn(path, model);
        var content = weightFiles.Count == 0 ? bytes : model.ToByteArray();
        return new OnnxFile(path, bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(content)), model, weightFiles);
    }

    /// <summary>Lets the graph go, which may take most of the memory, once nobody needs it any more.</summary>
    internal void ReleaseModel() => _model = null;

    internal static string Domain(string domain) => domain is "" ? StandardDomain : domain;

    private static ModelProto Parse(string path, byte[] bytes)
    {
        const string exportAgain = "Export the model to ONNX, or copy the file again and compare checksums.";
        try
        {
            var model = ModelProto.Parser.ParseFrom(bytes);
            return model is { IrVersion: > 0, Graph: { Node.Count: > 0, Output.Count: > 0 }, OpsetImport.Count: > 0 }
                ? model
                : throw new UserInputException("not-onnx", $"'{path}' is not a whole ONNX model: it lacks a format version, a graph with nodes and outputs, or an operator set.", exportAgain);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw bytes[0] == FirstByte
                ? new UserInputException("model-damaged", $"'{path}' is cut short or damaged: it begins like an ONNX file but cannot be read to its end.", exportAgain, e)
                : new UserInputException("not-onnx", $"'{path}' is not an ONNX file.", exportAgain, e);
        }
    }
}
