using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DarkMachines.Onnx.Training;

/// <summary>
/// Vectors that a step reads and writes anew: parameters, the optimiser's, states. Each has two buffers, of which a step
/// reads one and writes the other; nothing is copied, they change places.
/// </summary>
internal sealed class CarriedVectors : IDisposable
{
    private readonly Dictionary<string, OrtValue[]> _vectors = [];

    public CarriedVectors(IEnumerable<(string Input, string Output, int Count)> carried)
    {
        foreach (var (input, _, count) in carried)
            _vectors.Add(input, [Allocate(count), Allocate(count)]);
    }

    /// <summary>Which of the two buffers holds what is valid.</summary>
    public int Now { get; private set; }

    public IEnumerable<string> Names => _vectors.Keys.Order(StringComparer.Ordinal);

    /// <summary>The numbers that are valid.</summary>
    public Span<float> this[string name] => Numbers(_vectors[name][Now]);

    public OrtValue Buffer(string name, int which) => _vectors[name][which];

    public void Swap() => Now = 1 - Now;

    public void Dispose()
    {
        foreach (var value in _vectors.Values.SelectMany(pair => pair))
            value.Dispose();
    }

    /// <summary>A tensor in ONNX Runtime's own memory, of zeros.</summary>
    public static OrtValue Allocate(params long[] shape)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);
        Numbers(value).Clear();
        return value;
    }

    // A tensor without numbers has no memory to make a span of.
    public static Span<float> Numbers(OrtValue value) =>
        value.GetTensorTypeAndShape().ElementCount == 0 ? [] : value.GetTensorMutableDataAsSpan<float>();
}
