using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DarkMachines.Data;

/// <summary>
/// The set of the challenge dm-astro: sources of the Fermi-LAT catalogue 4FGL and simulated dark-matter sources, each by
/// the logarithms of four features of its log-parabola fit (Gammaldi et al., MNRAS 520 (2023) 1348). Immutable.
/// </summary>
public sealed class DmAstroData
{
    internal const int AstroClass = 0;
    internal const int DarkMatterClass = 1;

    private static readonly string[] ClassNames = ["astro", "dm"];

    internal DmAstroData(
        float[] sources, int[] labels, float[] unidentified, string[] unidentifiedNames, string? simulationReason, bool isAsPublished)
    {
        var trainingFile = Manifest.File(DmAstroFiles.TrainingSet);
        Feature[] features = [.. trainingFile.Columns.SkipLast(1)];
        Sources = new FeatureTable(features, sources);
        Labels = new ClassLabels(ClassNames, labels);
        Populations = FindPopulations(trainingFile.Blocks, labels);
        Unidentified = new FeatureTable(features, unidentified);
        UnidentifiedNames = unidentifiedNames;
        SimulationReason = simulationReason;
        IsAsPublished = isAsPublished;
        Fingerprint = Hash(sources, labels, unidentified);
    }

    /// <summary>What the dataset is, where it comes from and what its files hold.</summary>
    public static DatasetManifest Manifest { get; } = DatasetManifest.Shipped("dm-astro");

    /// <summary>
    /// The labelled sources. Columns, all log10: <c>e-peak</c> (GeV), <c>beta</c>, <c>sigma-d</c>, <c>beta-rel</c>.
    /// </summary>
    public FeatureTable Sources { get; }

    /// <summary>Class of each source: <c>astro</c> or <c>dm</c>.</summary>
    public ClassLabels Labels { get; }

    /// <summary>
    /// Population of each source: <c>BLL</c>, <c>FSRQ</c>, <c>BCU</c>, <c>PSR</c> or <c>DM</c>; null if the rows are not
    /// the blocks of the published file, so that nobody can tell.
    /// </summary>
    public ClassLabels? Populations { get; }

    /// <summary>The unidentified sources, with the columns of <see cref="Sources"/>.</summary>
    public FeatureTable Unidentified { get; }

    /// <summary>Name of each unidentified source.</summary>
    public IReadOnlyList<string> UnidentifiedNames { get; }

    /// <summary>True if the rows are drawn by <see cref="DmAstroSimulation"/>.</summary>
    public bool IsSimulated => SimulationReason is not null;

    /// <summary>Why the rows are simulated, as a clause that names the files looked for; null if they are not.</summary>
    public string? SimulationReason { get; }

    /// <summary>True if both files have the content that the manifest records; false for simulated rows.</summary>
    public bool IsAsPublished { get; }

    /// <summary>
    /// SHA-256, in hexadecimal, over the float32 features of the labelled sources, their int32 labels, and the float32
    /// features of the unidentified sources.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>Reads the published files, or draws the simulation where there are none.</summary>
    /// <param name="dataRoot">The folder under which the files of the manifest lie; null for none.</param>
    /// <exception cref="UserInputException">
    /// There is no such folder (<c>data-root-missing</c>), only one of the two files is there (<c>dataset-incomplete</c>),
    /// a label is not 0 or 1 (<c>label-unknown</c>), a quantity is not positive (<c>not-positive</c>), the file of names
    /// belongs to other sources (<c>names-mismatch</c>), or a file is not what <see cref="DelimitedNumbers.Read"/> expects.
    /// </exception>
    public static DmAstroData Load(string? dataRoot) => DmAstroFiles.MissingReason(dataRoot) is { } reason
        ? DmAstroSimulation.Draw(DmAstroParameters.Load(), DmAstroSimulation.DefaultSeed, reason)
        : DmAstroFiles.Read(dataRoot!);

    internal static string[] NumberedNames(string prefix, int count) =>
        [.. Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{prefix} {i:D4}"))];

    private static ClassLabels? FindPopulations(IReadOnlyList<DatasetBlock> blocks, int[] labels)
    {
        var populations = blocks.SelectMany((block, index) => Enumerable.Repeat(index, block.Rows)).ToArray();
        var classes = populations.Select(index => Array.IndexOf(ClassNames, blocks[index].Class));
        return classes.SequenceEqual(labels) ? new ClassLabels([.. blocks.Select(block => block.Name)], populations) : null;
    }

    private static string Hash(float[] features, int[] labels, float[] unidentified)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<float>(features));
        hash.AppendData(MemoryMarshal.AsBytes<int>(labels));
        hash.AppendData(MemoryMarshal.AsBytes<float>(unidentified));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
