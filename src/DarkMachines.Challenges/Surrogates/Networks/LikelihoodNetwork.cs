namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>
/// A published network for a likelihood, such as those of the MSSM7 and of the cosmic microwave background (Dark Machines
/// High Dimensional Sampling Group, JHEP 05 (2021) 108): all inputs and the output are standardised.
/// </summary>
public static class LikelihoodNetwork
{
    /// <summary>Reads a network.</summary>
    /// <param name="weights">File of the weights.</param>
    /// <param name="scaling">CSV with mean, standard deviation and range of each input, and last mean and deviation of the output.</param>
    /// <param name="output">What the output is called.</param>
    /// <returns>The network; it writes itself as ONNX.</returns>
    /// <exception cref="UserInputException">A file cannot be read, is malformed, or they do not fit together.</exception>
    public static ISurrogateModel Read(string weights, string scaling, string output)
    {
        var network = DenseNetwork.Read(weights);
        var read = NetworkScaling.Read(scaling, network.Inputs);
        return new NetworkSurrogate(
            [.. read.Names.Select(name => new Feature(name))], new Feature(output), network, read.Inputs, read.Deviation, read.Mean, isExponential: false, read.Ranges);
    }
}
