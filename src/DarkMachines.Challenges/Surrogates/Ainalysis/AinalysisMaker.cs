using System.Globalization;
using DarkMachines.Data.Ainalysis;
using DarkMachines.Data.Slha;
using DarkMachines.Onnx;

namespace DarkMachines.Challenges.Surrogates.Ainalysis;

/// <summary>Writes an AInalysis of a model that has a card: estimator, configuration, a page for people, and checksums.</summary>
public static class AinalysisMaker
{
    /// <summary>Name of the page for people.</summary>
    public const string AboutName = "about.html";

    private const string CardName = "estimator.card.json";

    /// <summary>Writes the folder.</summary>
    /// <param name="modelPath">The ONNX file, a classifier or surrogate.</param>
    /// <param name="folder">The folder: a new one, or one that is empty.</param>
    /// <param name="set">Where parameters stand in spectra; those that it does not name leave the AInalysis without a file reader.</param>
    /// <param name="id">What it is called by default; null for the model's name.</param>
    /// <param name="mapping">How far within its range a parameter outside is moved, from 0 to 0.5; null to leave it.</param>
    /// <returns>Notes on what could not be written, each in a sentence.</returns>
    /// <exception cref="UserInputException">The model is of another kind or tells too little of itself, or the folder cannot be written.</exception>
    public static IReadOnlyList<string> Write(string modelPath, string folder, SlhaParameters set, string? id = null, double? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (mapping is not (null or (>= 0 and <= 0.5)))
            throw new UsageException("invalid-option", FormattableString.Invariant($"The mapping is {mapping}, outside 0 to 0.5."), "Choose a value within the range.");
        using var model = OnnxImport.Load(modelPath);
        if (model is not (OnnxClassifier or OnnxSurrogate))
            throw new UserInputException("wrong-kind", $"'{modelPath}' is neither a surrogate nor a classifier.", "Name a model that predicts classes or values.");
        if (model.File.WeightFiles.Count > 0)
            throw new UserInputException("external-data", $"'{modelPath}' keeps weights in other files.", "Export it with its weights inside.");
        var parameters = Parameters(model, set);
        var reader = FileReader(parameters, set);
        var configuration = new AinalysisConfiguration
        {
            DefaultId = id ?? (model.Card is { Name.Length: > 0 } named ? named.Name : Path.GetFileNameWithoutExtension(modelPath)),
            IsClassifier = model is OnnxClassifier,
            EstimatorClass = "onnxestimator",
            Libraries = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["onnx"] = [.. model.File.Opsets.Select(opset => FormattableString.Invariant($"{opset.Domain} {opset.Version}"))] },
            Output = model is OnnxSurrogate surrogate ? string.Join(", ", surrogate.Outputs.Select(output => output.Name)) : "class",
            Classes = new SortedDictionary<int, string>(((model as OnnxClassifier)?.Classes ?? []).Select((name, i) => (name, i)).ToDictionary(named => named.i, named => named.name)),
            Calibration = model is OnnxClassifier { Classes.Count: 2 } && model.Card?.Calibration is { } curve ? CalibrationOf(curve) : null,
            FileReader = reader,
            Formats = reader is null ? [] : [".slha", ".spc"],
            Mapping = mapping,
            Parameters = parameters,
        };
        Write(modelPath, folder, configuration, AinalysisPage.Of(configuration, model.Card ?? new ModelCard()));
        return reader is null ? [$"The parameters '{set.Name}' do not tell where every parameter stands in a spectrum: the AInalysis reads tables only."] : [];
    }

    private static void Write(string modelPath, string folder, AinalysisConfiguration configuration, string page)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new UserInputException("folder-not-empty", $"The folder '{folder}' is not empty.", "Name a new folder; an AInalysis lies in one of its own.");
        try
        {
            Directory.CreateDirectory(folder);
            File.Copy(modelPath, Path.Combine(folder, AinalysisChecksums.EstimatorName));
            if (File.Exists(ModelCard.PathFor(modelPath)))
                File.Copy(ModelCard.PathFor(modelPath), Path.Combine(folder, CardName));
            File.WriteAllText(Path.Combine(folder, AboutName), page);
            using var writer = new StreamWriter(Path.Combine(folder, AinalysisConfiguration.FileName)) { NewLine = "\n" };
            configuration.Write(writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("ainalysis-unwritable", $"'{folder}' cannot be written: {e.Message}", "Name a folder that you may write to.", e);
        }

        AinalysisChecksums.Write(folder);
    }

    // The model's own range goes before that of the set.
    private static AinalysisParameter[] Parameters(OnnxModel model, SlhaParameters set) => [.. model.Features.Select((feature, i) =>
    {
        if (!model.HasFeatureNames)
            throw new UserInputException("wrong-columns", $"'{model.File.Path}' does not name its parameters, which an AInalysis must.", "Name its inputs, with their ranges, in a model card.");
        var known = set.Parameters.FirstOrDefault(parameter => parameter.Name == feature.Name);
        var range = model.Card?.Inputs.FirstOrDefault(input => input.Feature.Name == feature.Name)?.Range ?? known?.Range ?? throw new UserInputException(
            "range-missing", $"Nothing tells the range that '{feature.Name}' had in training, which an AInalysis must say.", "Give min and max in the model card, or in a document with --parameters.");
        return new AinalysisParameter(feature.Name, feature.Unit is "" ? known?.Unit ?? "" : feature.Unit, range);
    })];

    // A block and the entry's indices are all that the file can say.
    private static AinalysisEntry[]? FileReader(AinalysisParameter[] parameters, SlhaParameters set)
    {
        SlhaParameter?[] known = [.. parameters.Select(parameter => set.Parameters.FirstOrDefault(entry => entry.Name == parameter.Name))];
        return known.All(parameter => parameter is { Entry.Count: > 0, Scale: null })
            ? [.. known.Select(parameter => new AinalysisEntry(parameter!.Block, parameter.Entry))]
            : null;
    }

    private static AinalysisCalibration CalibrationOf(ConfidenceCurve curve)
    {
        // All probabilities were one: their bin is the first.
        var levels = curve.High > curve.Low ? curve.Levels : [curve.Levels[0]];
        var width = ((double)curve.High - curve.Low) / levels.Count;
        return new AinalysisCalibration(
            [.. levels.Select((_, i) => curve.Low + (i + 0.5) * width)], [.. levels.Select(Shortest)], curve.Low, curve.High, curve.Boundary);
    }

    // 0.9 rather than 0.8999999761581421: the same float32.
    private static double Shortest(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
