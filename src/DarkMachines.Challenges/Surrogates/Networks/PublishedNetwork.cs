using System.Security.Cryptography;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>A network read from published text weights, with a card of what is known of it.</summary>
/// <param name="Model">The network; it writes itself as ONNX.</param>
/// <param name="Card">Names, units and ranges of its parameters, and the hashes of the weights.</param>
public sealed record PublishedNetwork(IModel Model, ModelCard Card)
{
    /// <summary>The processes of <see cref="DeepXs"/>.</summary>
    public static IReadOnlyList<string> Processes { get; } = ["c1c1", "n2n2"];

    /// <summary>A network of DeepXS: the cross section at leading order, or with a K factor beyond it.</summary>
    /// <param name="process">One of <see cref="Processes"/>.</param>
    /// <param name="weights">Weights for leading order.</param>
    /// <param name="factor">Weights for the K factor; null for leading order alone.</param>
    /// <exception cref="UserInputException">There is no such process, or a file is wrong.</exception>
    public static PublishedNetwork DeepXs(string process, string weights, string? factor)
    {
        ISurrogateModel model = (process, factor) switch
        {
            ("c1c1", null) => Networks.DeepXs.CharginosAtLeadingOrder(weights),
            ("c1c1", _) => Networks.DeepXs.Charginos(weights, factor),
            ("n2n2", null) => Networks.DeepXs.NeutralinosAtLeadingOrder(weights),
            ("n2n2", _) => Networks.DeepXs.Neutralinos(weights, factor),
            _ => throw new UsageException("invalid-option", $"There is no process '{process}'.", $"There are {string.Join(", ", Processes)}."),
        };
        var pair = process == "c1c1" ? "C1+ C1-" : "N2 N2";
        return new PublishedNetwork(model, new ModelCard
        {
            Name = $"deepxs-{process}",
            Description = $"DeepXS: {model.Outputs[0].Description} of {pair} at the LHC. Otten et al., Eur. Phys. J. C 80 (2020) 12. {Origin(weights, factor)}",
            TrainedOn = "cross sections of Prospino in the pMSSM",
        });
    }

    /// <summary>A network with a table of how its inputs are standardised: a surrogate of one value, or with softmax at its end a classifier.</summary>
    /// <param name="weights">Its weights.</param>
    /// <param name="scaling">The table: <c>parameter,mean,stdev,min,max</c> or <c>parameter,min,max</c>.</param>
    /// <param name="output">What the value is called.</param>
    /// <param name="classes">The classes; null to number them.</param>
    /// <exception cref="UserInputException">A file is wrong, or they do not fit together.</exception>
    public static PublishedNetwork Scaled(string weights, string scaling, string output, IReadOnlyList<string>? classes)
    {
        var network = DenseNetwork.Read(weights);
        var read = NetworkScaling.Read(scaling, network.Inputs);
        var parameters = ParameterUnits.Described([.. read.Names.Select(name => new Feature(name))]);
        var card = new ModelCard
        {
            Name = Path.GetFileNameWithoutExtension(weights),
            Description = $"Dense network of {network.Layers.Count} layers. {Origin(weights, null)}",
            Inputs = [.. parameters.Zip(read.Ranges, (parameter, range) => new ModelInput(parameter) { Range = range })],
        };
        if (!network.EndsInSoftmax)
        {
            return network.Outputs == 1 && classes is null
                ? new PublishedNetwork(new NetworkSurrogate(parameters, new Feature(output), network, read.Inputs, read.Deviation, read.Mean, isExponential: false, read.Ranges), card)
                : throw new UsageException("wrong-kind", FormattableString.Invariant($"'{weights}' ends in {network.Outputs} values without softmax; a network of one value, or with softmax, is read."), "Leave out --classes, or name other weights.");
        }

        classes ??= [.. Enumerable.Range(0, network.Outputs).Select(i => FormattableString.Invariant($"{i}"))];
        return classes.Count == network.Outputs && classes.Distinct(StringComparer.Ordinal).Count() == classes.Count
            ? new PublishedNetwork(new NetworkClassifier(parameters, classes, network, read.Inputs), card)
            : throw new UsageException("invalid-option", FormattableString.Invariant($"--classes names {string.Join(", ", classes)}, and the network has {network.Outputs} classes."), "Name each once, with commas.");
    }

    private static string Origin(string weights, string? factor) =>
        $"SHA-256 of the weights: {HashOf(weights)}{(factor is null ? "" : $" (leading order), {HashOf(factor)} (K factor)")}.";

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
