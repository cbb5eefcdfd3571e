namespace DarkMachines.Onnx.Training;

/// <summary>
/// The definition of a network: inputs, parameters and the operators between them, written once as formulas on
/// <see cref="OnnxTensor"/>. <see cref="Trainer"/> emits the training step from it, and a <see cref="TrainedNetwork"/>
/// its forward half for export and scoring. The first axis of an input is the batch; its length is never fixed.
/// </summary>
/// <remarks>Not safe to share between threads while it is being written; afterwards it is only read.</remarks>
public sealed class Network
{
    private readonly OnnxElement _element;
    private readonly List<NetworkParameter> _parameters = [];
    private readonly List<NetworkParameter> _states = [];
    private readonly List<NoiseSource> _noise = [];
    private readonly List<(OnnxTensor State, OnnxTensor Next)> _updates = [];
    private readonly Dictionary<OnnxTensor, (OnnxTensor Training, OnnxTensor InUse)> _phases = [];

    /// <summary>Starts a network of float32 numbers.</summary>
    public Network() : this(OnnxElement.Float32)
    {
    }

    internal Network(OnnxElement element)
    {
        _element = element;
        Graph = new OnnxGraphBuilder { Network = this };
    }

    internal OnnxGraphBuilder Graph { get; }

    internal OnnxElement Element => _element;

    internal IReadOnlyList<OnnxTensor> Inputs => Graph.Inputs;

    internal IReadOnlyList<NetworkParameter> Parameters => _parameters;

    internal IReadOnlyList<NetworkParameter> States => _states;

    internal IReadOnlyList<NoiseSource> Noise => _noise;

    internal IReadOnlyList<(OnnxTensor State, OnnxTensor Next)> Updates => _updates;

    internal IReadOnlyDictionary<OnnxTensor, (OnnxTensor Training, OnnxTensor InUse)> Phases => _phases;

    /// <summary>The network a tensor belongs to.</summary>
    /// <exception cref="ArgumentException">It belongs to a graph without parameters.</exception>
    internal static Network Of(OnnxTensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Graph.Network ?? throw new ArgumentException($"{x} belongs to no {nameof(Network)}: layers with parameters need one.", nameof(x));
    }

    /// <summary>Data that are given for each row.</summary>
    /// <param name="name">The name under which training data are added.</param>
    /// <param name="shape">Lengths of a row: columns, or channels and extents. The tensor has the batch axis before them.</param>
    /// <exception cref="ArgumentException">The name is taken, or a length is not positive.</exception>
    public OnnxTensor Input(string name, params ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Inputs.Any(input => input.Name == name))
            throw new ArgumentException($"There is an input '{name}' already.", nameof(name));
        return Graph.Input(name, _element, RowsOf(shape));
    }

    /// <summary>Numbers to learn.</summary>
    /// <param name="initialiser">How they begin; null for <see cref="Initialiser.Glorot"/>.</param>
    /// <param name="shape">Lengths. Those with two axes or more are weights, which weight decay applies to.</param>
    public OnnxTensor Parameter(Initialiser? initialiser, params ReadOnlySpan<int> shape) =>
        Declare(_parameters, "p", initialiser ?? Initialiser.Glorot, shape);

    /// <summary>Numbers that are carried from step to step without being learnt, such as running means.</summary>
    /// <param name="initialiser">How they begin.</param>
    /// <param name="shape">Lengths.</param>
    public OnnxTensor State(Initialiser initialiser, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(initialiser);
        return Declare(_states, "s", initialiser, shape);
    }

    /// <summary>Says what a state is after a training step.</summary>
    /// <param name="state">A state of this network.</param>
    /// <param name="next">Its next value, of the same shape.</param>
    public void Update(OnnxTensor state, OnnxTensor next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (_states.All(s => s.Tensor != state) || _updates.Any(update => update.State == state) || !Shapes.AreSame(state.Shape, next.Shape))
            throw new ArgumentException($"{state} is no state without a next value, or {next} has another shape.", nameof(state));
        _updates.Add((state, next));
    }

    /// <summary>Numbers that never change.</summary>
    /// <param name="values">The numbers, row-major.</param>
    /// <param name="shape">Lengths; none for a vector.</param>
    public OnnxTensor Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) => Graph.Cast(Graph.Constant(values, shape), _element);

    /// <summary>Standard normal numbers, new in every step.</summary>
    /// <param name="shape">Lengths for each row.</param>
    public OnnxTensor Normal(params ReadOnlySpan<int> shape) => Draw(NoiseKind.Normal, 0, RowsOf(shape));

    /// <summary>Numbers from the uniform distribution on [0, 1), new in every step.</summary>
    /// <param name="shape">Lengths for each row.</param>
    public OnnxTensor Uniform(params ReadOnlySpan<int> shape) => Draw(NoiseKind.Uniform, 0, RowsOf(shape));

    /// <summary>One tensor while the network is trained, another when it is used: in validation, export and scoring.</summary>
    /// <param name="training">What training takes.</param>
    /// <param name="inUse">What is taken afterwards, of the same shape.</param>
    public OnnxTensor InTraining(OnnxTensor training, OnnxTensor inUse)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(inUse);
        if (!Shapes.AreSame(training.Shape, inUse.Shape) || training.Element != inUse.Element)
            throw new ArgumentException($"{training} and {inUse} differ in shape.", nameof(inUse));
        var either = new OnnxTensor(Graph, FormattableString.Invariant($"phase{_phases.Count}"), training.Element, training.Shape);
        _phases.Add(either, (training, inUse));
        return either;
    }

    /// <summary>A mask of the shape of a tensor: zero with the probability <paramref name="rate"/>, else 1 / (1 − rate).</summary>
    internal OnnxTensor Mask(OnnxTensor x, double rate) => Draw(NoiseKind.Mask, rate, x.Shape);

    private OnnxTensor Draw(NoiseKind kind, double rate, IReadOnlyList<long?> shape)
    {
        if (shape.Count == 0 || shape[0] is not null || shape.Skip(1).Any(length => length is null))
            throw new ArgumentException($"Noise is drawn for rows; {Shapes.Text(shape)} is not a shape of rows.", nameof(shape));
        var tensor = new OnnxTensor(Graph, FormattableString.Invariant($"noise{_noise.Count}"), _element, shape);
        _noise.Add(new NoiseSource(tensor, kind, rate));
        return tensor;
    }

    private OnnxTensor Declare(List<NetworkParameter> list, string prefix, Initialiser initialiser, ReadOnlySpan<int> shape)
    {
        long[] lengths = [.. shape.ToArray()];
        var tensor = new OnnxTensor(Graph, FormattableString.Invariant($"{prefix}{list.Count}"), _element, [.. lengths.Select(length => (long?)length)]);
        list.Add(new NetworkParameter(tensor, lengths, initialiser));
        return tensor;
    }

    private static IReadOnlyList<long?> RowsOf(ReadOnlySpan<int> shape)
    {
        foreach (var length in shape)
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(shape));
        return [null, .. shape.ToArray().Select(length => (long?)length)];
    }
}
