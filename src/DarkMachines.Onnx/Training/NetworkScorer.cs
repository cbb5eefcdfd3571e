using System.Buffers;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx.Training;

/// <summary>
/// A trained network in ONNX Runtime: rows in, values out, straight from and to the caller's memory. Threads may share it;
/// each call runs on the thread that makes it, block by block, so that memory does not grow with the rows.
/// </summary>
public sealed class NetworkScorer : IDisposable
{
    private const int MostValues = 1 << 17;

    // A batch is filled up to a multiple of the widest vector: ONNX Runtime does what is left of a vector value by value, and a
    // batch of one row in another order, which rounds otherwise. A row's answer must not depend on its batch.
    private const int RowsInStep = 16;

    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly long[] _inputShape;
    private readonly long[] _outputShape;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly int _block;

    /// <summary>Prepares any graph, such as that of several networks whose answers are put together.</summary>
    /// <param name="columns">Values of a row that goes in, at least 1.</param>
    /// <param name="write">Writes the answer to <see cref="OnnxGraphBuilder.Rows"/>, with the batch as its first axis.</param>
    /// <exception cref="ArgumentException">The answer has no row for each row.</exception>
    public NetworkScorer(int columns, Func<OnnxGraphBuilder, OnnxTensor> write) : this(new OnnxGraphBuilder(columns), write)
    {
    }

    internal NetworkScorer(TrainedNetwork network, OnnxTensor input, OnnxTensor output)
        : this(Width(input), graph => network.Write(graph, output, (input, graph.Rows)))
    {
    }

    private NetworkScorer(OnnxGraphBuilder graph, Func<OnnxGraphBuilder, OnnxTensor> write)
    {
        var (input, output) = (graph.Rows, write(graph));
        if (output.Rank == 0 || output.Shape[0] is not null || output.Shape.Skip(1).Any(length => length is null))
            throw new ArgumentException($"{output} does not have one row for each row of the input.", nameof(write));
        var answer = graph.Identity(output);
        (_inputNames, _outputNames) = (["rows"], [answer.Name]);
        (_inputShape, _outputShape) = (Lengths(input), Lengths(output));
        InputColumns = Width(input);
        OutputColumns = Width(output);
        _block = Math.Clamp(MostValues / Math.Max(InputColumns, OutputColumns) / RowsInStep, 1, 64) * RowsInStep;
        _session = GraphSession.Prepare("the trained network", GraphWriter.Write(graph, [answer]), isOptimised: true, threads: 1);
    }

    /// <summary>Values of a row that goes in.</summary>
    public int InputColumns { get; }

    /// <summary>Values of a row that comes out.</summary>
    public int OutputColumns { get; }

    /// <summary>Asks the network.</summary>
    /// <param name="rows">Whole rows of <see cref="InputColumns"/> values.</param>
    /// <param name="outputs">Filled with <see cref="OutputColumns"/> values for each row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public unsafe void Score(ReadOnlySpan<float> rows, Span<float> outputs)
    {
        var count = rows.Length / InputColumns;
        if (rows.Length % InputColumns != 0 || outputs.Length != count * OutputColumns)
            throw new ArgumentException($"{rows.Length} values in and {outputs.Length} out are no rows of {InputColumns} and {OutputColumns} values.", nameof(outputs));
        var whole = count - count % RowsInStep;
        fixed (float* from = rows, to = outputs)
        {
            for (var start = 0; start < whole; start += _block)
                Run(from + (long)start * InputColumns, to + (long)start * OutputColumns, Math.Min(_block, whole - start));
        }

        if (whole < count)
            ScoreFilledUp(rows[(whole * InputColumns)..], outputs[(whole * OutputColumns)..]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private unsafe void ScoreFilledUp(ReadOnlySpan<float> rows, Span<float> outputs)
    {
        var (from, to) = (ArrayPool<float>.Shared.Rent(RowsInStep * InputColumns), ArrayPool<float>.Shared.Rent(RowsInStep * OutputColumns));
        from.AsSpan(0, RowsInStep * InputColumns).Clear();
        rows.CopyTo(from);
        fixed (float* first = from, answers = to)
            Run(first, answers, RowsInStep);
        to.AsSpan(0, outputs.Length).CopyTo(outputs);
        ArrayPool<float>.Shared.Return(from);
        ArrayPool<float>.Shared.Return(to);
    }

    private unsafe void Run(float* from, float* to, int rows)
    {
        using var input = Wrap(from, rows, InputColumns, _inputShape);
        using var output = Wrap(to, rows, OutputColumns, _outputShape);
        _session.Run(_options, _inputNames, [input], _outputNames, [output]);
    }

    private static unsafe OrtValue Wrap(float* values, int rows, int width, long[] shape)
    {
        long[] lengths = [.. shape];
        lengths[0] = rows;
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, lengths, (IntPtr)values, (long)rows * width * sizeof(float));
    }

    private static long[] Lengths(OnnxTensor tensor) => [.. tensor.Shape.Select(length => length ?? 0)];

    private static int Width(OnnxTensor tensor) => (int)Shapes.Count(tensor.Shape.Skip(1))!.Value;
}
