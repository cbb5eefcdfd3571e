using System.Globalization;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>
/// A dense network read from a text of weights: for each layer a line <c>layer INPUTS OUTPUTS ACTIVATION</c>, a line of
/// weights an input, and a line of biases; lines that begin with <c>#</c> are comments. Of a last layer with softmax the
/// answers are those before it.
/// </summary>
internal sealed class DenseNetwork
{
    private readonly string _source;

    private DenseNetwork(string source, IReadOnlyList<DenseLayer> layers, bool endsInSoftmax) => (_source, Layers, EndsInSoftmax) = (source, layers, endsInSoftmax);

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>Length of a row.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>Length of an answer.</summary>
    public int Outputs => Layers[^1].Outputs;

    /// <summary>True if the answers become probabilities by softmax.</summary>
    public bool EndsInSoftmax { get; }

    /// <summary>Reads a network.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserInputException">It cannot be read, or is no such text (<c>weights-malformed</c>); the message gives the line.</exception>
    public static DenseNetwork Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("file-unreadable", $"'{path}' cannot be read: {e.Message}", "Check the path, and that you may read the file.", e);
        }

        var layers = new List<DenseLayer>();
        var endsInSoftmax = false;
        for (var line = 0; line < lines.Length;)
        {
            if (string.IsNullOrWhiteSpace(lines[line]) || lines[line].StartsWith('#'))
                line++;
            else
                layers.Add(Layer(path, lines, ref line, layers.LastOrDefault()?.Outputs, ref endsInSoftmax));
        }

        return layers.Count > 0 ? new DenseNetwork(path, layers, endsInSoftmax) : throw Malformed(path, 0, "has no layer");
    }

    /// <summary>A copy in which one layer has no unit.</summary>
    /// <param name="layer">The layer.</param>
    public DenseNetwork WithoutUnit(Index layer)
    {
        var place = layer.GetOffset(Layers.Count);
        return new DenseNetwork(_source, [.. Layers.Select((own, i) => i == place ? own with { IsSelu = false } : own)], EndsInSoftmax);
    }

    /// <summary>This network, if it reads a row of that length.</summary>
    /// <param name="inputs">The length.</param>
    /// <exception cref="UserInputException">It does not (<c>weights-malformed</c>).</exception>
    public DenseNetwork Require(int inputs) => Inputs == inputs ? this : throw new UserInputException(
        "weights-malformed", FormattableString.Invariant($"The network of '{_source}' reads {Inputs} inputs where {inputs} are given."), "Name the weights of that network.");

    /// <summary>The network's answer to one row: the plain reference of what <see cref="WriteTo"/> writes.</summary>
    public double[] Apply(double[] x) => Layers.Aggregate(x, (values, layer) => layer.Apply(values));

    /// <summary>Writes the network into a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Its rows, standardised.</param>
    public OnnxTensor WriteTo(OnnxGraphBuilder graph, OnnxTensor x)
    {
        foreach (var layer in Layers)
        {
            x = graph.Gemm(x, graph.Constant(layer.Weights, layer.Inputs, layer.Outputs), graph.Constant(layer.Biases));
            if (layer.IsSelu)
                x = Selu(graph, x);
        }

        return x;
    }

    private static OnnxTensor Selu(OnnxGraphBuilder graph, OnnxTensor x)
    {
        var zero = graph.Scalar(0);
        var negative = graph.Sub(graph.Exp(graph.Min(x, zero)), graph.Scalar(1));
        return graph.Mul(graph.Scalar(DenseLayer.SeluScale), graph.Add(graph.Max(x, zero), graph.Mul(graph.Scalar(DenseLayer.SeluAlpha), negative)));
    }

    private static DenseLayer Layer(string path, string[] lines, ref int line, int? width, ref bool endsInSoftmax)
    {
        var head = lines[line].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (head is not ["layer", var ins, var outs, "selu" or "linear" or "softmax"]
            || !int.TryParse(ins, NumberStyles.None, CultureInfo.InvariantCulture, out var inputs) || !int.TryParse(outs, NumberStyles.None, CultureInfo.InvariantCulture, out var outputs))
        {
            throw Malformed(path, line + 1, "is no 'layer INPUTS OUTPUTS selu|linear|softmax'");
        }

        if (inputs < 1 || outputs < 1 || (width is not null && width != inputs))
            throw Malformed(path, line + 1, $"opens a layer of {inputs} inputs where {width} are given");
        if (endsInSoftmax)
            throw Malformed(path, line + 1, "opens a layer after one with softmax");
        endsInSoftmax = head[3] == "softmax";
        line++;
        var weights = new List<float>();
        for (var row = 0; row < inputs; row++, line++)
            weights.AddRange(Numbers(path, lines, line, outputs));
        var biases = Numbers(path, lines, line++, outputs);
        return new DenseLayer(inputs, outputs, head[3] == "selu", [.. weights], biases);
    }

    private static float[] Numbers(string path, string[] lines, int line, int count)
    {
        var words = line < lines.Length ? lines[line].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        var numbers = new float[count];
        if (words.Length != count)
            throw Malformed(path, line + 1, $"has {words.Length} numbers where {count} belong");
        for (var i = 0; i < count; i++)
        {
            if (!float.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !float.IsFinite(numbers[i]))
                throw Malformed(path, line + 1, $"has '{words[i]}' where a number belongs");
        }

        return numbers;
    }

    private static UserInputException Malformed(string path, int line, string what) => new(
        "weights-malformed", FormattableString.Invariant($"Line {line} of the weights '{path}' {what}."), "Fetch or write the file again.");
}
