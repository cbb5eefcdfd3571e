using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx;

/// <summary>All inputs of one run.</summary>
internal sealed class InputTensors : IDisposable
{
    private readonly InputTensor[] _tensors;

    /// <param name="input">How rows go into the graph.</param>
    /// <param name="rows">At least one row, no more than a fixed batch takes; they must stay pinned until disposal.</param>
    public InputTensors(TableInput input, ReadOnlySpan<float> rows)
    {
        _tensors = new InputTensor[input.Parts.Count];
        Values = new OrtValue[_tensors.Length];
        for (var i = 0; i < _tensors.Length; i++)
        {
            _tensors[i] = InputTensor.Of(input, input.Parts[i], rows);
            Values[i] = _tensors[i].Value;
        }
    }

    public OrtValue[] Values { get; }

    public void Dispose()
    {
        foreach (var tensor in _tensors)
            tensor.Dispose();
    }
}
