using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx.Training;

/// <summary>The buffers of a batch of a certain size, and how they are bound to a step.</summary>
internal sealed class StepBatch : IDisposable
{
    private readonly StepGraph _graph;
    private readonly OrtIoBinding[] _bindings;

    public StepBatch(StepGraph graph, int rows, Func<StepBatch, int, OrtIoBinding> bind)
    {
        (_graph, Rows) = (graph, rows);
        foreach (var (name, source) in graph.Data)
            Values.Add(name, Allocate(rows, source));
        foreach (var (name, source) in graph.Noise)
            Values.Add(name, Allocate(rows, source.Tensor));
        LossValue = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, graph.LossShape);
        _bindings = [bind(this, 0), bind(this, 1)];
    }

    public int Rows { get; }

    public Dictionary<string, OrtValue> Values { get; } = [];

    public OrtValue LossValue { get; }

    public float Loss => LossValue.GetTensorDataAsSpan<float>()[0];

    public OrtIoBinding Binding(int which) => _bindings[which];

    /// <summary>Copies rows into the buffers, and draws the noise of a step.</summary>
    public void Fill(TrainingData data, ReadOnlySpan<int> rows, ulong noiseSeed)
    {
        foreach (var (name, source) in _graph.Data)
            data.Copy(source.Name, rows, CarriedVectors.Numbers(Values[name]));
        for (var i = 0; i < _graph.Noise.Count; i++)
        {
            var (name, source) = _graph.Noise[i];
            source.Fill(new RandomStream(noiseSeed, (ulong)i), CarriedVectors.Numbers(Values[name]));
        }
    }

    public void Dispose()
    {
        foreach (var binding in _bindings)
            binding.Dispose();
        foreach (var value in Values.Values)
            value.Dispose();
        LossValue.Dispose();
    }

    private static OrtValue Allocate(int rows, OnnxTensor source) =>
        CarriedVectors.Allocate([rows, .. source.Shape.Skip(1).Select(length => length!.Value)]);
}
