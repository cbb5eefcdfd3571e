using DarkMachines.Onnx.Format;

namespace DarkMachines.Onnx.Training;

/// <summary>
/// The graph of one training step. All parameters are one vector: the forward half cuts it up, the backward half ends in
/// its gradient, and the optimiser works on it as a whole.
/// </summary>
internal sealed class StepGraph
{
    public const string Parameters = "parameters";
    public const string States = "states";
    public const string Rate = "rate";
    public const string Damping = "damping";
    public const string Keep = "keep";

    private readonly OnnxGraphBuilder _graph = new();
    private readonly List<OnnxTensor> _outputs = [];

    private StepGraph()
    {
    }

    /// <summary>The message to be run.</summary>
    public ModelProto Model => GraphWriter.Write(_graph, _outputs);

    /// <summary>Vectors that go in and come out changed: the name of the one and of the other, and how many numbers.</summary>
    public List<(string Input, string Output, int Count)> Carried { get; } = [];

    /// <summary>Name of the output that is the loss.</summary>
    public string Loss { get; private set; } = "";

    /// <summary>Its shape: one number, with or without axes.</summary>
    public long[] LossShape { get; private set; } = [];

    /// <summary>Names of data and noise that the graph takes, with the tensor of the network that each stands for.</summary>
    public List<(string Name, OnnxTensor Source)> Data { get; } = [];

    public List<(string Name, NoiseSource Source)> Noise { get; } = [];

    /// <summary>Writes the graph of a training step.</summary>
    public static StepGraph ForTraining(Network network, OnnxTensor loss, TrainingSettings settings)
    {
        var step = new StepGraph();
        var (parameters, states, copy) = step.Begin(network, [loss, .. network.Updates.Select(update => update.Next)], isTraining: true);
        var results = copy.Write([loss, .. network.Updates.Select(update => update.Next)]);
        var gradient = Clip(Gradients.Of(results[0], parameters)[0], settings.ClipNorm);
        step.Descend(network, settings.Optimiser, parameters, gradient);
        if (states is not null)
            step.Carry(states, States, step.NextStates(network, copy, results.AsSpan(1)));
        step.Answer(results[0]);
        return step;
    }

    /// <summary>Writes the graph that only asks for the loss, of the network in use.</summary>
    public static StepGraph ForValidation(Network network, OnnxTensor loss)
    {
        var step = new StepGraph();
        var (_, _, copy) = step.Begin(network, [loss], isTraining: false);
        step.Answer(copy.Write(loss)[0]);
        return step;
    }

    private (OnnxTensor Parameters, OnnxTensor? States, GraphCopy Copy) Begin(Network network, OnnxTensor[] wanted, bool isTraining)
    {
        var element = network.Element;
        var copy = new GraphCopy(network, _graph, isTraining);
        var parameters = _graph.Input(Parameters, element, [NetworkParameter.Total(network.Parameters)]);
        copy.SetFromVector(network.Parameters, parameters);
        OnnxTensor? states = null;
        if (network.States.Count > 0)
        {
            states = _graph.Input(States, element, [NetworkParameter.Total(network.States)]);
            copy.SetFromVector(network.States, states);
        }

        // What is not needed is not asked for: a session wants every input it declares.
        var needed = GraphCopy.Needed(network, wanted, isTraining);
        foreach (var source in network.Inputs.Where(needed.Contains))
        {
            var input = _graph.Input("data." + source.Name, element, source.Shape);
            copy.Set(source, input);
            Data.Add((input.Name, source));
        }

        foreach (var source in network.Noise.Where(noise => needed.Contains(noise.Tensor)))
        {
            var input = _graph.Input("noise." + source.Tensor.Name, element, source.Tensor.Shape);
            copy.Set(source.Tensor, input);
            Noise.Add((input.Name, source));
        }

        return (parameters, states, copy);
    }

    private static OnnxTensor Clip(OnnxTensor gradient, double norm)
    {
        if (norm == 0)
            return gradient;
        var length = gradient.Square().Sum().Sqrt();
        return gradient * gradient.Graph.Min(norm / (length + 1e-12), gradient.Graph.Scalar(1, gradient.Element));
    }

    private void Descend(Network network, Optimiser optimiser, OnnxTensor parameters, OnnxTensor gradient)
    {
        var count = (int)parameters.Shape[0]!.Value;
        var rate = _graph.Input(Rate, parameters.Element, [1]);
        var damping = _graph.Input(Damping, parameters.Element, [1]);
        OnnxTensor[] slots = [.. Enumerable.Range(0, optimiser.SlotCount)
            .Select(i => _graph.Input(FormattableString.Invariant($"slot{i}"), parameters.Element, [count]))];
        var (change, next) = optimiser.Emit(_graph, gradient, slots, rate, damping);
        var kept = optimiser.WeightDecay > 0 ? parameters * Kept(network, parameters) : parameters;
        Carry(parameters, Parameters, kept - change);
        for (var i = 0; i < slots.Length; i++)
            Carry(slots[i], slots[i].Name, next[i]);
    }

    // One for what does not decay, the step's factor for weights.
    private OnnxTensor Kept(Network network, OnnxTensor parameters)
    {
        var keep = _graph.Input(Keep, parameters.Element, [1]);
        bool[] isWeight = [.. network.Parameters.SelectMany(p => Enumerable.Repeat(p.Shape.Count >= 2, p.Count))];
        return _graph.Where(_graph.Constant(isWeight), keep, _graph.Scalar(1, parameters.Element));
    }

    private OnnxTensor NextStates(Network network, GraphCopy copy, ReadOnlySpan<OnnxTensor> updates)
    {
        var next = network.Updates.Select(update => update.State).ToArray();
        var parts = new OnnxTensor[network.States.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var place = Array.IndexOf(next, network.States[i].Tensor);
            var value = place < 0 ? copy.Write(network.States[i].Tensor)[0] : updates[place];
            parts[i] = _graph.Reshape(value, -1);
        }

        return _graph.Concat(0, parts);
    }

    private void Carry(OnnxTensor input, string name, OnnxTensor output)
    {
        _outputs.Add(output);
        Carried.Add((name, output.Name, (int)input.Shape[0]!.Value));
    }

    private void Answer(OnnxTensor loss)
    {
        // A loss that is itself an input or constant is no output of a node.
        var answer = _graph.Identity(loss);
        _outputs.Add(answer);
        Loss = answer.Name;
        LossShape = [.. answer.Shape.Select(length => length!.Value)];
    }
}
