using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DarkMachines.Onnx;

/// <summary>
/// A graph that turns rows into rows, ready to run; threads may share it. A long span is run in pieces, so the memory
/// used does not grow with the number of rows.
/// </summary>
internal sealed class MatrixSession : IDisposable
{
    private const int MostRows = 4096;
    private const int MostValues = 1 << 22;

    private readonly string _path;
    private readonly MatrixInput _input;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private bool _isDisposed;

    private MatrixSession(string path, MatrixInput input, string output, InferenceSession session)
    {
        _path = path;
        _input = input;
        _inputNames = [input.Name];
        _outputNames = [output];
        _session = session;
    }

    /// <summary>Columns of the output.</summary>
    public int OutputColumns { get; private set; }

    /// <summary>Prepares the part of a file's graph that computes one tensor, and runs it once.</summary>
    /// <exception cref="UserInputException">ONNX Runtime refuses the graph, or the run fails.</exception>
    public static MatrixSession Open(OnnxFile file, MatrixInput input, string tensor, int threads)
    {
        var session = new MatrixSession(file.Path, input, tensor, Prepare(file, tensor, threads));
        try
        {
            session.OutputColumns = session.Probe();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs the graph.</summary>
    /// <param name="rows">Whole rows.</param>
    /// <param name="outputs">Filled with <see cref="OutputColumns"/> values a row.</param>
    /// <exception cref="UserInputException">The graph fails on these rows.</exception>
    public void Run(ReadOnlySpan<float> rows, Span<float> outputs)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var columns = _input.Features.Count;
        var count = rows.Length / columns;
        var step = _input.FixedBatch ?? Math.Clamp(MostValues / columns, 1, MostRows);
        for (var start = 0; start < count; start += step)
        {
            var n = Math.Min(step, count - start);
            RunOnce(rows.Slice(start * columns, n * columns), outputs.Slice(start * OutputColumns, n * OutputColumns));
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _session.Dispose();
        _runOptions.Dispose();
    }

    private static InferenceSession Prepare(OnnxFile file, string tensor, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // What goes wrong is told by exceptions, not on standard error.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            return new InferenceSession(GraphCut.Keep(file.Model, tensor).ToByteArray(), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused("cannot prepare", file.Path, e);
        }
    }

    // The output's width is what a run gives, whatever the file declares. Two rows tell rows from columns.
    private int Probe()
    {
        var batch = _input.BatchFor(2);
        using var tensor = InputTensor.Of(_input, new float[batch * _input.Features.Count]);
        using var results = RunGraph(tensor);
        var type = results[0].GetTensorTypeAndShape();
        if (type.Shape is not [var first, ..] || first != batch || type.ElementCount is 0 or > int.MaxValue)
            throw WrongShape(batch, type);
        return (int)(type.ElementCount / batch);
    }

    private void RunOnce(ReadOnlySpan<float> rows, Span<float> outputs)
    {
        using var tensor = InputTensor.Of(_input, rows);
        using var results = RunGraph(tensor);
        var batch = _input.BatchFor(rows.Length / _input.Features.Count);
        var type = results[0].GetTensorTypeAndShape();
        if (type.ElementCount != (long)batch * OutputColumns)
            throw WrongShape(batch, type);

        if (type.ElementDataType == TensorElementType.Double)
        {
            var values = results[0].GetTensorDataAsSpan<double>();
            for (var i = 0; i < outputs.Length; i++)
                outputs[i] = (float)values[i];
        }
        else
        {
            results[0].GetTensorDataAsSpan<float>()[..outputs.Length].CopyTo(outputs);
        }
    }

    private IDisposableReadOnlyCollection<OrtValue> RunGraph(InputTensor tensor)
    {
        try
        {
            return _session.Run(_runOptions, _inputNames, [tensor.Value], _outputNames);
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused("cannot run", _path, e);
        }
    }

    private static UserInputException Refused(string verb, string path, OnnxRuntimeException e) => new(
        "model-refused",
        $"ONNX Runtime {verb} '{path}': {OneSentence(e.Message)}",
        "Check the model with onnx.checker, and that its operators and opsets are those of ONNX Runtime 1.29 or before.",
        e);

    // Such messages begin with a code in brackets and may go on over several lines.
    private static string OneSentence(string message)
    {
        var text = message.StartsWith('[') ? message[(message.IndexOf(']', StringComparison.Ordinal) + 1)..] : message;
        return text.Trim().Split('\n')[0].TrimEnd('.', ' ', '\r') + ".";
    }

    private UserInputException WrongShape(int batch, OrtTensorTypeAndShapeInfo type) => new(
        "wrong-output-shape",
        FormattableString.Invariant($"'{_path}' gave an output of shape [{string.Join(", ", type.Shape)}] for {batch} rows; its first length must be the number of rows."),
        "Export the model so that each row has an answer of its own.");
}
