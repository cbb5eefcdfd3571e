namespace DarkMachines.Challenges.Surrogates.Networks;

/// <summary>
/// DeepXS: cross sections of electroweakino pairs at next-to-leading order in pb, as a network for leading order times one
/// for the K factor (Otten, Rolbiecki, Caron, Kim, Ruiz de Austri, Tattersall, Eur. Phys. J. C 80 (2020) 12). The constants
/// are those of its authors' evaluation; the weights are theirs too, and come as files.
/// </summary>
public static class DeepXs
{
    private const int Squarks = 5;
    private const int SquarkCount = 8;
    private const int Gluino = 13;

    private static readonly Feature Output = new("nlo", "pb", "Cross section at next-to-leading order");
    private static readonly Feature LeadingOrderOutput = new("lo", "pb", "Cross section at leading order");
    private static readonly Feature[] CharginoParameters = Parameters("U11", "U12", "V11", "V12", "mC1");
    private static readonly Feature[] NeutralinoParameters = Parameters("N21", "N22", "N23", "N24", "mN2");

    /// <summary>The lighter charginos, C1⁺ C1⁻: mixing U11, U12, V11, V12, mass of C1, eight squarks, gluino.</summary>
    /// <param name="leadingOrderWeights">File of the weights for leading order.</param>
    /// <param name="factorWeights">File of those for the K factor.</param>
    /// <exception cref="UserInputException">A file cannot be read, or is malformed.</exception>
    public static ProductSurrogate Charginos(string leadingOrderWeights, string factorWeights)
    {
        double[] factorMeans = [-0.508840349983211815, 0.006159000596876968, -0.550562720615949131, 0.555118923157119859, 596.304224189336878, 2829.201442946224688, 2102.373181263182687];
        double[] factorDeviations = [0.463188272132481593, 0.725603327932000664, 0.439459481646579053, 0.442265797693469631, 410.009558108674276, 783.800165570668810, 936.258799283043572];
        return new ProductSurrogate(
            CharginosAtLeadingOrder(leadingOrderWeights),
            Factor(CharginoParameters, factorWeights, [.. Columns(0, factorMeans[..5], factorDeviations[..5]), .. Strong(factorMeans[5..], factorDeviations[5..])]),
            Output);
    }

    /// <summary>The lighter charginos at leading order alone.</summary>
    /// <inheritdoc cref="Charginos"/>
    public static ISurrogateModel CharginosAtLeadingOrder(string leadingOrderWeights)
    {
        double[] means = [-0.510273907801014226, 0.002583048919518980, -0.551974608035835868, 0.553942096184827815, 597.360435665532462, 2831.598598306486565];
        double[] deviations = [0.462977092295499049, 0.724752425925968447, 0.439214927240970832, 0.442224415706093277, 409.113267302146824, 1269.605008557467954];
        // The text of these weights names a unit for the layer before the last, of one output; the published predictions are without.
        var network = DenseNetwork.Read(leadingOrderWeights);
        if (network.Layers.Count > 1)
            network = network.WithoutUnit(^2);
        return LeadingOrder(CharginoParameters, network, [.. Columns(0, means, deviations)], 3.5683391583, -4.9587955037);
    }

    /// <summary>The second neutralino twice, N2 N2: mixing N21, N22, N23, N24, mass of N2, eight squarks, gluino.</summary>
    /// <inheritdoc cref="Charginos"/>
    public static ProductSurrogate Neutralinos(string leadingOrderWeights, string factorWeights)
    {
        double[] factorMeans = [0.038182343958416048, -0.022894928077970441, -0.000873539088252801, 612.407850319889007, 2759.063492316725842, 2072.033230780390113];
        double[] factorDeviations = [0.522063471214738395, 0.644511025475101418, 0.018462613259752847, 387.043030517750310, 781.467666744462463, 949.535564677429534];
        return new ProductSurrogate(
            NeutralinosAtLeadingOrder(leadingOrderWeights),
            Factor(NeutralinoParameters, factorWeights, [.. Mixing(factorMeans, factorDeviations), .. Strong(factorMeans[4..], factorDeviations[4..])]),
            Output);
    }

    /// <summary>The second neutralino twice at leading order alone.</summary>
    /// <inheritdoc cref="Charginos"/>
    public static ISurrogateModel NeutralinosAtLeadingOrder(string leadingOrderWeights)
    {
        double[] means = [0.028087341335961486, -0.013119335786259732, -0.000364185732986570, 613.242825188050808, 2745.410157255745617, 2800.873082515320675, 2733.281149497417573];
        double[] deviations = [0.506028737622052582, 0.596524868593913848, 0.017874711531548666, 404.984144360002745, 1284.149362675619386, 1284.389590288986483, 1275.291753946552262];
        return LeadingOrder(NeutralinoParameters, DenseNetwork.Read(leadingOrderWeights), [.. Mixing(means, deviations), .. Columns(Squarks, means[4..], deviations[4..])], 1, -14.92);
    }

    private static NetworkSurrogate LeadingOrder(Feature[] parameters, DenseNetwork network, NetworkInput[] inputs, double factor, double offset) =>
        new(parameters, LeadingOrderOutput, network.Require(inputs.Length), inputs, factor, offset, isExponential: true);

    private static NetworkSurrogate Factor(Feature[] parameters, string weights, NetworkInput[] inputs) =>
        new(parameters, new Feature("k", "", "Cross section at next-to-leading order by that at leading order"), DenseNetwork.Read(weights).Require(inputs.Length), inputs, 2, 0, isExponential: false);

    private static Feature[] Parameters(params string[] electroweak) =>
    [
        .. electroweak.Select(name => new Feature(name, name[0] == 'm' ? "GeV" : "")),
        .. Enumerable.Range(1, SquarkCount).Select(i => new Feature(FormattableString.Invariant($"msq{i}"), "GeV")),
        new Feature("mgluino", "GeV"),
    ];

    private static IEnumerable<NetworkInput> Columns(int first, double[] means, double[] deviations) =>
        means.Select((mean, i) => new MeanInput(first + i, 1, mean, deviations[i]));

    private static NetworkInput[] Mixing(double[] means, double[] deviations) =>
    [
        new MeanInput(0, 1, means[0], deviations[0]), new MeanInput(1, 1, means[1], deviations[1]),
        new SquareDifferenceInput(2, 3, means[2], deviations[2]), new AbsoluteInput(4, means[3], deviations[3]),
    ];

    private static NetworkInput[] Strong(double[] means, double[] deviations) =>
        [new MeanInput(Squarks, SquarkCount, means[0], deviations[0]), new MeanInput(Gluino, 1, means[1], deviations[1])];
}
