using DarkMachines.Data.Ainalysis;
using DarkMachines.Data.Slha;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Ainalysis;

/// <summary>
/// An AInalysis, the folder of PhenoAI 0.2.0 that keeps an estimator with all that is needed to ask it, with the estimator
/// as <c>estimator.onnx</c>. Levels of confidence and mapping are as PhenoAI documents them: its release looks the level up
/// among the bins, and moves by the square of the mapping.
/// </summary>
public sealed class AinalysisFolder : IDisposable
{
    private static readonly string[] OtherEstimators = ["estimator.pkl", "estimator.hdf5"];

    private readonly OnnxModel _estimator;

    private AinalysisFolder(string path, AinalysisConfiguration configuration, IReadOnlyList<AinalysisChecksum> checksums, OnnxModel estimator)
    {
        (Path, Configuration, Checksums, _estimator) = (path, configuration, checksums, estimator);
        Feature[] parameters = [.. configuration.Parameters.Select(parameter => new Feature(parameter.Name, parameter.Unit))];
        RequireParameters(estimator, parameters);
        Model = estimator switch
        {
            OnnxClassifier classifier => new AinalysisClassifier(classifier, configuration, parameters),
            _ => new AinalysisRegressor((OnnxSurrogate)estimator, configuration, parameters),
        };
        Card = new ModelCard
        {
            Name = Name,
            Calibration = configuration.Calibration is { } c ? new ConfidenceCurve(c.Low, c.High, c.Boundary, [.. c.Values.Select(value => (float)value)]) : null,
            PositiveLabel = (Model as AinalysisClassifier)?.PositiveClass ?? "",
            Errors = estimator.Card?.Errors,
        };
        Parameters = configuration.FileReader is { } entries ? SetOf(configuration, entries) : null;
        Notes = [.. NotesOf(configuration, checksums)];
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What its configuration says.</summary>
    public AinalysisConfiguration Configuration { get; }

    /// <summary>The checksums, none of which differs.</summary>
    public IReadOnlyList<AinalysisChecksum> Checksums { get; }

    /// <summary>The estimator: an <see cref="IClassifierModel"/> or <see cref="ISurrogateModel"/>.</summary>
    public IModel Model { get; }

    /// <summary>Its calibrated levels of confidence, or of a surrogate the widths of its intervals, where it has them.</summary>
    public ModelCard Card { get; }

    /// <summary>Where its parameters stand in a spectrum; null if it reads no files.</summary>
    public SlhaParameters? Parameters { get; }

    /// <summary>What a user must know, each in a sentence: keys without a meaning, checksums that are missing.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What it is called: its <c>defaultid</c>, or else its folder.</summary>
    public string Name => Configuration.DefaultId is { Length: > 0 } id ? id : System.IO.Path.GetFileName(System.IO.Path.GetFullPath(Path).TrimEnd(System.IO.Path.DirectorySeparatorChar));

    /// <summary>True if a folder is an AInalysis: it holds <c>configuration.yaml</c>.</summary>
    /// <param name="path">Any path.</param>
    public static bool IsAt(string path) => File.Exists(System.IO.Path.Combine(path, AinalysisConfiguration.FileName));

    /// <summary>Loads an AInalysis; its checksums are checked first.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="UserInputException">
    /// A checksum differs, the configuration is wrong or asks for Python, the estimator is no ONNX model that fits it.
    /// </exception>
    public static AinalysisFolder Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsAt(path))
            throw new UserInputException("ainalysis-missing", $"'{path}' is no AInalysis: it has no {AinalysisConfiguration.FileName}.", "Name the folder that holds it.");
        var checksums = AinalysisChecksums.Check(path);
        var configuration = AinalysisConfiguration.Read(System.IO.Path.Combine(path, AinalysisConfiguration.FileName));
        AinalysisFunctions.Check(path);
        var estimator = Estimator(path, configuration);
        try
        {
            return new AinalysisFolder(path, configuration, checksums, estimator);
        }
        catch
        {
            estimator.Dispose();
            throw;
        }
    }

    /// <summary>Frees the estimator.</summary>
    public void Dispose() => _estimator.Dispose();

    private static OnnxModel Estimator(string folder, AinalysisConfiguration configuration)
    {
        var path = System.IO.Path.Combine(folder, AinalysisChecksums.EstimatorName);
        if (!File.Exists(path))
        {
            var other = OtherEstimators.FirstOrDefault(name => File.Exists(System.IO.Path.Combine(folder, name)));
            throw new UserInputException(
                "ainalysis-estimator", $"'{folder}' has no {AinalysisChecksums.EstimatorName}{(other is null ? "" : $", but {other}, which only Python reads")}.",
                $"Export the estimator as ONNX (docs/onnx.md), put it there as {AinalysisChecksums.EstimatorName}, and write new checksums with 'darkmachines ainalysis check FOLDER --renew'.");
        }

        var settings = new OnnxImportSettings { Kind = configuration.IsClassifier ? ModelKind.Classifier : ModelKind.Surrogate };
        try
        {
            return OnnxImport.Load(path, settings);
        }
        catch (UserInputException e) when (e.Code == "unknown-positive-class" && configuration.Classes.Count == 2)
        {
            // Labels other than 0 and 1: PhenoAI counts the second as positive.
            return OnnxImport.Load(path, settings with { PositiveLabel = configuration.Classes.Values.Last() });
        }
    }

    private static void RequireParameters(OnnxModel estimator, Feature[] parameters)
    {
        if (estimator.Features.Count != parameters.Length)
        {
            throw Mismatch(
                FormattableString.Invariant($"'{estimator.File.Path}' reads {estimator.Features.Count} columns, and {AinalysisConfiguration.FileName} has {parameters.Length} parameters."));
        }

        var (own, named) = (estimator.Features.Select(feature => feature.Name), parameters.Select(feature => feature.Name));
        if (estimator.HasFeatureNames && !own.SequenceEqual(named))
            throw Mismatch($"'{estimator.File.Path}' reads {string.Join(", ", own)}, and {AinalysisConfiguration.FileName} names {string.Join(", ", named)}.");
    }

    private static UserInputException Mismatch(string message) =>
        new("ainalysis-invalid", message, "Let the two agree in the parameters' names and order.");

    private static SlhaParameters SetOf(AinalysisConfiguration configuration, IReadOnlyList<AinalysisEntry> entries) => new(
        SlhaParameters.CurrentSchema, configuration.DefaultId, configuration.Output,
        [.. configuration.Parameters.Zip(entries, (parameter, entry) =>
            new SlhaParameter(parameter.Name, entry.Block, entry.Switch, parameter.Unit, Min: parameter.Range.Low, Max: parameter.Range.High))]);

    private static IEnumerable<string> NotesOf(AinalysisConfiguration configuration, IReadOnlyList<AinalysisChecksum> checksums)
    {
        foreach (var key in configuration.UnknownKeys)
            yield return $"The key '{key}' of {AinalysisConfiguration.FileName} has no meaning here and is passed over.";
        if (checksums.All(check => check.Expected is null))
        {
            yield return $"There is no {AinalysisChecksums.FileName}: nothing tells whether the files are whole.";
            yield break;
        }

        foreach (var check in checksums.Where(check => check.Expected is null && check.Found != 0))
            yield return $"{AinalysisChecksums.FileName} has no checksum of '{check.Item}'.";
    }
}
