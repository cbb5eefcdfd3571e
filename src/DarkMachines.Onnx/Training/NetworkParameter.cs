namespace DarkMachines.Onnx.Training;

/// <summary>Numbers of a network that training changes.</summary>
/// <param name="Tensor">Where the network uses them.</param>
/// <param name="Shape">Lengths.</param>
/// <param name="Initialiser">How they begin.</param>
internal sealed record NetworkParameter(OnnxTensor Tensor, IReadOnlyList<long> Shape, Initialiser Initialiser)
{
    /// <summary>How many numbers.</summary>
    public int Count { get; } = checked((int)Shape.Aggregate(1L, (product, length) => product * length));

    /// <summary>How many numbers there are in all.</summary>
    public static int Total(IEnumerable<NetworkParameter> parameters) => checked((int)parameters.Sum(parameter => (long)parameter.Count));

    /// <summary>The first values of all of them, one after the other; each has a random stream of its own.</summary>
    public static float[] Begin(IReadOnlyList<NetworkParameter> parameters, ulong seed)
    {
        var values = new float[Total(parameters)];
        var start = 0;
        for (var i = 0; i < parameters.Count; i++)
        {
            parameters[i].Initialiser.Fill(new RandomStream(seed, (ulong)i), parameters[i].Shape, values.AsSpan(start, parameters[i].Count));
            start += parameters[i].Count;
        }

        return values;
    }
}
