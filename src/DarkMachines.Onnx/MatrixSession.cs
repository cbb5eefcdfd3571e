using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DarkMachines.Onnx;

/// <summary>
/// A graph that turns rows into rows, ready to run; threads may share it. A long span is run in pieces, so the memory
/// used does not grow with the number of rows.
/// </summary>
internal sealed class MatrixSession : IRowFunction
{
    private const int MostRows = 4096;
    private const int MostValues = 1 << 22;

    private readonly string _path;
    private readonly TableInput _input;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly InferenceSession _session;
    private readonly OnnxImportSettings _settings;
    private readonly bool _hasLoop;
    // The noise of each pass; one pass without noise for a graph that draws nothing.
    private readonly OrtValue[][] _noise;
    private bool _isDisposed;

    private MatrixSession(string path, TableInput input, string output, InferenceSession session, IReadOnlyList<NoiseInput> noise, int passes, OnnxImportSettings settings, bool hasLoop)
    {
        _settings = settings;
        _hasLoop = hasLoop;
        _path = path;
        _input = input;
        _inputNames = [.. input.Parts.Select(part => part.Name), .. noise.Select(n => n.Name)];
        _outputNames = [output];
        _session = session;
        _noise = [.. Enumerable.Range(0, passes).Select(pass => noise.Select((n, i) => n.Draw(new RandomStream((ulong)i, (ulong)pass))).ToArray())];
    }

    /// <inheritdoc/>
    public int OutputColumns { get; private set; }

    /// <summary>Prepares the part of a file's graph that computes one tensor, and runs it once.</summary>
    /// <param name="file">The file.</param>
    /// <param name="input">How rows go in.</param>
    /// <param name="tensor">The tensor to compute.</param>
    /// <param name="passes">Runs to average over if the graph is random.</param>
    /// <param name="settings">Threads within a run, and its limits.</param>
    /// <exception cref="UserInputException">ONNX Runtime refuses the graph, or the run fails.</exception>
    public static MatrixSession Open(OnnxFile file, TableInput input, string tensor, int passes, OnnxImportSettings settings)
    {
        var model = GraphCut.Keep(file.Model, tensor);
        MemoryNeed.OfRuntime(file.Path, model);
        var noise = NoiseInput.Replace(file.Path, model);
        var prepared = GraphSession.Prepare(file.Path, model, isOptimised: true, settings.Threads);
        var session = new MatrixSession(file.Path, input, tensor, prepared, noise, noise.Count == 0 ? 1 : passes, settings, RunLimit.HasLoop(model));
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

    /// <inheritdoc/>
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
        if (_isDisposed)
            return;
        _isDisposed = true;
        _session.Dispose();
        foreach (var value in _noise.SelectMany(pass => pass))
            value.Dispose();
    }

    // The output's width is what a run gives, whatever the file declares. Two rows tell rows from columns.
    private int Probe()
    {
        var batch = _input.BatchFor(2);
        var rows = GC.AllocateArray<float>(batch * _input.Features.Count, pinned: true);
        using var tensors = new InputTensors(_input, rows);
        using var results = RunGraph(tensors, _noise[0]);
        if (!results[0].IsTensor)
            throw NotNumbers();
        var type = results[0].GetTensorTypeAndShape();
        if (type.ElementDataType is not (TensorElementType.Float or TensorElementType.Double))
            throw NotNumbers();
        var isRowByRow = batch == 1 || type.Shape is [var first, ..] && first == batch || IsFlatReconstruction(type, batch);
        if (!isRowByRow || type.ElementCount is 0 or > int.MaxValue || type.ElementCount % batch != 0)
            throw WrongShape(batch, type);
        return (int)(type.ElementCount / batch);
    }

    // A row's columns one below the other, as some exporters reshape a reconstruction: the values lie as in a matrix.
    private bool IsFlatReconstruction(OrtTensorTypeAndShapeInfo type, int batch) =>
        type.Shape is [var first, 1] && first == (long)batch * _input.Features.Count;

    // Pinned, so that ONNX Runtime can read the rows where they lie.
    private unsafe void RunOnce(ReadOnlySpan<float> rows, Span<float> outputs)
    {
        fixed (float* _ = rows)
        {
            using var tensors = new InputTensors(_input, rows);
            if (_noise.Length == 1)
            {
                using var results = RunGraph(tensors, _noise[0]);
                Copy(results[0], rows, outputs);
                return;
            }

            Average(tensors, rows, outputs);
        }
    }

    private void Average(InputTensors tensors, ReadOnlySpan<float> rows, Span<float> outputs)
    {
        var sums = new double[outputs.Length];
        foreach (var noise in _noise)
        {
            using var results = RunGraph(tensors, noise);
            Copy(results[0], rows, outputs);
            for (var i = 0; i < sums.Length; i++)
                sums[i] += outputs[i];
        }

        for (var i = 0; i < sums.Length; i++)
            outputs[i] = (float)(sums[i] / _noise.Length);
    }

    private void Copy(OrtValue result, ReadOnlySpan<float> rows, Span<float> outputs)
    {
        var batch = _input.BatchFor(rows.Length / _input.Features.Count);
        var type = result.GetTensorTypeAndShape();
        if (type.ElementCount != (long)batch * OutputColumns)
            throw WrongShape(batch, type);

        if (type.ElementDataType == TensorElementType.Double)
        {
            var values = result.GetTensorDataAsSpan<double>();
            for (var i = 0; i < outputs.Length; i++)
                outputs[i] = (float)values[i];
        }
        else
        {
            result.GetTensorDataAsSpan<float>()[..outputs.Length].CopyTo(outputs);
        }
    }

    private IDisposableReadOnlyCollection<OrtValue> RunGraph(InputTensors tensors, OrtValue[] noise)
    {
        using var limit = new RunLimit(_settings, _hasLoop);
        try
        {
            return _session.Run(limit.Options, _inputNames, noise.Length == 0 ? tensors.Values : [.. tensors.Values, .. noise], _outputNames);
        }
        catch (OnnxRuntimeException e) when (limit.Reached is { } reason)
        {
            throw new UserInputException(
                "run-too-large", $"A run of '{_path}' was ended: it {reason}.", "Export a model whose work and memory grow with the rows alone.", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw GraphSession.Refused("cannot run", _path, e);
        }
    }

    private UserInputException NotNumbers() => new(
        "wrong-output-type", $"'{_path}' gave an output that is no tensor of float numbers.", "Name an output of float numbers with --output.");

    private UserInputException WrongShape(int batch, OrtTensorTypeAndShapeInfo type) => new(
        "wrong-output-shape",
        FormattableString.Invariant($"'{_path}' gave an output of shape [{string.Join(", ", type.Shape)}] for {batch} rows; its first length must be the number of rows."),
        "Export the model so that each row has an answer of its own.");
}
