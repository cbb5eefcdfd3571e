using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx.Training;

/// <summary>The graph of a step in ONNX Runtime, with its buffers bound once for each size of batch.</summary>
internal sealed class StepSession : IDisposable
{
    private readonly StepGraph _graph;
    private readonly CarriedVectors _vectors;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly Dictionary<int, StepBatch> _batches = [];

    /// <param name="graph">The graph.</param>
    /// <param name="vectors">What it reads and, if it is one of training, writes.</param>
    /// <param name="settings">Threads and device.</param>
    public StepSession(StepGraph graph, CarriedVectors vectors, TrainingSettings settings)
    {
        (_graph, _vectors) = (graph, vectors);
        Factors = new[] { StepGraph.Rate, StepGraph.Damping, StepGraph.Keep }.ToDictionary(name => name, _ => CarriedVectors.Allocate(1));
        _session = GraphSession.Prepare("the training step", graph.Model, isOptimised: true, settings.Threads, options =>
        {
            // The last level rearranges images for kernels that never change; here they do, and it only costs copies.
            options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED;
            options.Use(settings.Device);
        });
        Inputs = [.. _session.InputMetadata.Keys];
    }

    /// <summary>What the host tells each step: the optimiser's factors.</summary>
    public IReadOnlyDictionary<string, OrtValue> Factors { get; }

    private IReadOnlyList<string> Inputs { get; }

    /// <summary>The buffers of a batch of so many rows.</summary>
    public StepBatch Batch(int rows)
    {
        if (!_batches.TryGetValue(rows, out var batch))
            _batches.Add(rows, batch = new StepBatch(_graph, rows, (b, which) => Bind(b, which)));
        return batch;
    }

    /// <summary>Runs the graph on what lies in a batch's buffers, and returns the loss.</summary>
    public float Run(StepBatch batch)
    {
        try
        {
            _session.RunWithBinding(_options, batch.Binding(_vectors.Now));
        }
        catch (OnnxRuntimeException e)
        {
            throw new PluginException("faulty-network", $"A step of the network fails: {e.Message}", "Check that the shapes of its tensors fit together for every batch.", e);
        }

        if (_graph.Carried.Count > 0)
            _vectors.Swap();
        return batch.Loss;
    }

    public void Dispose()
    {
        foreach (var batch in _batches.Values)
            batch.Dispose();
        foreach (var factor in Factors.Values)
            factor.Dispose();
        _session.Dispose();
        _options.Dispose();
    }

    private OrtIoBinding Bind(StepBatch batch, int which)
    {
        var binding = _session.CreateIoBinding();
        foreach (var input in Inputs)
        {
            var value = Factors.GetValueOrDefault(input) ?? batch.Values.GetValueOrDefault(input) ?? _vectors.Buffer(input, which);
            binding.BindInput(input, value);
        }

        foreach (var (input, output, _) in _graph.Carried)
            binding.BindOutput(output, _vectors.Buffer(input, 1 - which));
        binding.BindOutput(_graph.Loss, batch.LossValue);
        return binding;
    }
}
