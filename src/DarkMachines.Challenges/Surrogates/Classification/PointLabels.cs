using System.Security.Cryptography;
using System.Text;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Challenges.Surrogates.Networks;
using DarkMachines.Data.Slha;

namespace DarkMachines.Challenges.Surrogates.Classification;

/// <summary>
/// Points of the pMSSM spread uniformly over SUSY-AI's training box, and whether each is allowed: by the network of Caron,
/// Heskes, Otten, Stienen, Eur. Phys. J. C 79 (2019) 944, where its weights are, else by <see cref="ExclusionRule"/>.
/// Uniform points are not those of the ATLAS scan that SUSY-AI learnt from.
/// </summary>
internal sealed class PointLabels
{
    /// <summary>The classes, in the order of their places.</summary>
    public static readonly string[] Classes = ["excluded", "allowed"];

    private const int PointsAtOnce = 256;
    private const string RuleVersion = "exclusion-rule/1";

    private readonly DenseNetwork? _network;
    private readonly ValidRange[] _ranges;

    /// <param name="dataRoot">Folder under which the weights may lie; null for none.</param>
    /// <exception cref="UserInputException">There is no such folder, or the weights are malformed.</exception>
    public PointLabels(string? dataRoot)
    {
        if (dataRoot is not null && !Directory.Exists(dataRoot))
            throw new UserInputException("data-root-missing", $"There is no folder '{dataRoot}'.", "Name the folder that holds the data.");
        var set = SlhaParameters.Load(SlhaParameters.DefaultName);
        Parameters = [.. set.Parameters.Select(parameter => new Feature(parameter.Name, parameter.Unit, parameter.Description))];
        _ranges = [.. set.Parameters.Select(parameter => parameter.Range!.Value)];
        Box = new BoxCandidates(_ranges);
        var path = dataRoot is null ? null : Path.Combine(dataRoot, "susy", "susyai_weights.txt");
        _network = File.Exists(path) ? DenseNetwork.Read(path) : null;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(_network is null ? Encoding.UTF8.GetBytes(RuleVersion) : File.ReadAllBytes(path!)));
        Origin = _network is null
            ? $"Simulated data: uniform points in the box, labelled by a documented rule; {(dataRoot is null ? "no data folder is named" : $"there are no weights in {dataRoot}")}."
            : $"Uniform points in the box, labelled by the published network of {dataRoot}.";
    }

    /// <summary>The 19 parameters.</summary>
    public IReadOnlyList<Feature> Parameters { get; }

    /// <summary>The box.</summary>
    public BoxCandidates Box { get; }

    /// <summary>SHA-256 of what decides on the labels.</summary>
    public string Fingerprint { get; }

    /// <summary>One sentence on where points and labels come from.</summary>
    public string Origin { get; }

    /// <summary>True if the rule decides.</summary>
    public bool IsByRule => _network is null;

    /// <summary>Draws points with their labels.</summary>
    public (FeatureTable Points, ClassLabels Labels) Draw(int count, RandomStream random)
    {
        var points = Box.Points(count, random);
        var labels = new int[count];
        var width = Parameters.Count;
        new FitContext(1, Environment.ProcessorCount).ForEach((count + PointsAtOnce - 1) / PointsAtOnce, piece =>
        {
            for (var i = piece * PointsAtOnce; i < Math.Min(count, (piece + 1) * PointsAtOnce); i++)
                labels[i] = IsAllowed(points.AsSpan(i * width, width)) ? 1 : 0;
        });
        return (new FeatureTable(Parameters, points), new ClassLabels(Classes, labels));
    }

    internal bool IsAllowed(ReadOnlySpan<float> point)
    {
        if (_network is null)
            return ExclusionRule.IsAllowed(point);
        // The network reads each parameter as a uniform one is standardised.
        var z = new double[point.Length];
        for (var j = 0; j < z.Length; j++)
            z[j] = (point[j] - ((double)_ranges[j].High + _ranges[j].Low) / 2) / (((double)_ranges[j].High - _ranges[j].Low) / Math.Sqrt(12));
        var logits = _network.Apply(z);
        return logits[1] > logits[0];
    }
}
