using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Onnx;

namespace DarkMachines.Hosting;

/// <summary>
/// Turns what users write after <c>-a</c> into entrants: the name of an algorithm with options, such as
/// <c>knn:neighbours=25</c>, the name of a model that was dropped in, or the path of an ONNX file. A model may be given
/// the settings of its import: <c>model.onnx:positive=dm,output=probabilities</c>.
/// </summary>
/// <param name="catalogue">The plugins.</param>
/// <param name="factory">Loads them.</param>
/// <param name="modelFiles">The models that were dropped in.</param>
/// <param name="malfunctions">Where a plugin that fails to start is remembered.</param>
public sealed class EntrantResolver(
    PluginCatalogue catalogue, AlgorithmFactory factory, IReadOnlyList<string> modelFiles, MalfunctionRecord malfunctions)
{
    /// <summary>The entrants that the user named.</summary>
    /// <param name="specifications">What was written after each <c>-a</c>.</param>
    /// <exception cref="UserInputException">A name or an option is wrong; all that is wrong is in the one message.</exception>
    public IReadOnlyList<Entrant> Resolve(IReadOnlyList<string> specifications)
    {
        ArgumentNullException.ThrowIfNull(specifications);
        var entrants = new List<Entrant>();
        var errors = new List<UsageException>();
        foreach (var specification in specifications)
        {
            try
            {
                entrants.Add(Resolve(specification));
            }
            catch (UsageException error)
            {
                errors.Add(error);
            }
        }

        return errors.Count switch
        {
            0 => entrants,
            1 => throw errors[0],
            _ => throw new UsageException(
                errors[0].Code, string.Join(' ', errors.Select(e => e.Message)), string.Join(' ', errors.Select(e => e.Remedy).Distinct())),
        };
    }

    /// <summary>Every algorithm that can take part in a challenge, with its default options, and every model that was dropped in.</summary>
    /// <param name="challenge">The challenge.</param>
    public IReadOnlyList<Entrant> All(IChallenge challenge)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var algorithms = catalogue.Algorithms.Where(a => a.Kinds.Select(InterfaceOf).Intersect(challenge.AcceptedKinds).Any());
        return [.. algorithms.Select(a => Algorithm(a, [])), .. modelFiles.Select(ModelOrItsFailure)];
    }

    private Entrant Resolve(string specification)
    {
        var (name, settings) = Split(specification);
        var isAlgorithm = catalogue.Algorithms.Any(a => a.Name == name);
        var model = isAlgorithm ? null : modelFiles.FirstOrDefault(file => ModelFiles.NameOf(file) == name || ModelFiles.NameOf(file) == name + ModelFiles.Extension);
        return model is not null ? Model(model, settings)
            : name.EndsWith(ModelFiles.Extension, StringComparison.OrdinalIgnoreCase) ? Model(name, settings)
            : Algorithm(catalogue.Find(name), settings);
    }

    // Settings begin after a colon; the path of a model may hold colons of its own, and ends with its extension.
    private static (string Name, OptionSetting[] Settings) Split(string specification)
    {
        var extension = specification.LastIndexOf(ModelFiles.Extension + ":", StringComparison.OrdinalIgnoreCase);
        var colon = extension >= 0 ? extension + ModelFiles.Extension.Length
            : specification.EndsWith(ModelFiles.Extension, StringComparison.OrdinalIgnoreCase) ? -1
            : specification.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (specification, []) : (specification[..colon], Settings(specification[(colon + 1)..]));
    }

    private static OptionSetting[] Settings(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(OptionSetting.Parse)];

    private Entrant Algorithm(AlgorithmEntry entry, IReadOnlyList<OptionSetting> settings)
    {
        var plugin = catalogue.Plugins.First(p => p.Algorithms.Contains(entry));
        var label = string.Join(", ", settings.Select(s => $"{s.Name}={s.Value}"));
        try
        {
            var binder = factory.OptionsOf(entry);
            var options = binder.Bind(settings);

            // Made once here, so that a plugin that fails to start is found before the first trial.
            factory.Create(entry, options);
            if (plugin.Status == PluginStatus.Malfunctioned)
                malfunctions.Remove(entry);
            return new Entrant(entry.Name, binder.ToJson(options), plugin.Sha256!, EntrantSource.Run, () => factory.Create(entry, options)) { Label = label };
        }
        catch (PluginException failure)
        {
            malfunctions.Add(entry, failure);
            return new Entrant(entry.Name, [], plugin.Sha256!, EntrantSource.Run, () => throw failure) { Label = label };
        }
    }

    private static Entrant ModelOrItsFailure(string path)
    {
        try
        {
            return Model(path, []);
        }
        catch (UserInputException failure)
        {
            return new Entrant(ModelFiles.NameOf(path), [], failure.Code, EntrantSource.Run, () => throw failure);
        }
    }

    private static Entrant Model(string path, IReadOnlyList<OptionSetting> settings)
    {
        var model = OnnxImport.Load(path, settings.Aggregate(new OnnxImportSettings(), Apply));
        var training = model.Card?.TrainedOn is { Length: > 0 } trainedOn
            ? $"fitted elsewhere, on {trainedOn}"
            : "fitted elsewhere; it may have been trained on rows that it is tested on";
        var options = new JsonObject(settings.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)s.Value)));
        return new Entrant(ModelFiles.NameOf(path), options, HashOf(model), EntrantSource.Run, () => model, training)
        {
            Fitted = model,
            PositiveClass = (model as OnnxClassifier)?.PositiveClass,
            Label = string.Join(", ", settings.Select(s => $"{s.Name}={s.Value}")),
        };
    }

    // A card beside the file decides how it is read, so it counts as part of it.
    private static string HashOf(OnnxModel model)
    {
        var card = ModelCard.PathFor(model.File.Path);
        return File.Exists(card)
            ? Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(model.File.Sha256), .. File.ReadAllBytes(card)]))
            : model.File.Sha256;
    }

    private static OnnxImportSettings Apply(OnnxImportSettings settings, OptionSetting setting)
    {
        if (OnnxImportSettings.Names.Contains(setting.Name))
            return settings.With(setting.Name, setting.Value);
        var near = NearestName.Of(setting.Name, OnnxImportSettings.Names);
        throw new UsageException(
            "unknown-option",
            $"A model has no setting '{setting.Name}'{(near is null ? "" : $"; did you mean '{near}'?")}",
            $"Its settings are {string.Join(", ", OnnxImportSettings.Names)}.");
    }

    private static Type InterfaceOf(AlgorithmKind kind) => kind switch
    {
        AlgorithmKind.Classifier => typeof(IClassifier),
        AlgorithmKind.AnomalyDetector => typeof(IAnomalyDetector),
        AlgorithmKind.DensityEstimator => typeof(IDensityEstimator),
        AlgorithmKind.Autoencoder => typeof(IAutoencoder),
        _ => typeof(ISurrogate),
    };
}
