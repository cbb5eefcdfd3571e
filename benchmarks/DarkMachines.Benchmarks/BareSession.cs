using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Benchmarks;

/// <summary>The same model through ONNX Runtime's own API, as plainly as it can be written.</summary>
internal sealed class BareSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    public BareSession(string path, string output)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _session = new InferenceSession(path, options);
        _inputs = [.. _session.InputMetadata.Keys];
        _outputs = [output];
    }

    /// <summary>Scores rows in batches, straight from their array; the answers are copied out.</summary>
    public void Run(float[] rows, int columns, int batch, float[] answers)
    {
        var count = rows.Length / columns;
        var width = answers.Length / count;
        for (var start = 0; start < count; start += batch)
        {
            var n = Math.Min(batch, count - start);
            using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows.AsMemory(start * columns, n * columns), [n, columns]);
            using var results = _session.Run(_runOptions, _inputs, [input], _outputs);
            results[0].GetTensorDataAsSpan<float>().CopyTo(answers.AsSpan(start * width, n * width));
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }
}
