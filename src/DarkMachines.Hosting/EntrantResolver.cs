using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Onnx;

namespace DarkMachines.Hosting;

/// <summary>
/// Turns what users write after <c>-a</c> into entrants: the name of an algorithm with options, such as
/// <c>knn:neighbours=25</c>, the name of a model that was dropped in, or the path of an ONNX file.
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
        if (specification.EndsWith(ModelFiles.Extension, StringComparison.OrdinalIgnoreCase))
            return Model(modelFiles.FirstOrDefault(file => ModelFiles.NameOf(file) == specification) ?? specification);
        var (name, settings) = Split(specification);
        var isModel = !catalogue.Algorithms.Any(a => a.Name == name);
        return isModel && modelFiles.FirstOrDefault(file => ModelFiles.NameOf(file) == name + ModelFiles.Extension) is { } model
            ? Model(model)
            : Algorithm(catalogue.Find(name), settings);
    }

    private static (string Name, IReadOnlyList<OptionSetting> Settings) Split(string specification)
    {
        var parts = specification.Split(':', 2);
        return (parts[0], parts.Length == 1 ? [] : [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(OptionSetting.Parse)]);
    }

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

    private Entrant ModelOrItsFailure(string path)
    {
        try
        {
            return Model(path);
        }
        catch (UserInputException failure)
        {
            return new Entrant(ModelFiles.NameOf(path), [], failure.Code, EntrantSource.Run, () => throw failure);
        }
    }

    private static Entrant Model(string path)
    {
        var model = OnnxImport.LoadClassifier(path, new OnnxImportSettings());
        var training = model.Card?.TrainedOn is { Length: > 0 } trainedOn
            ? $"fitted elsewhere, on {trainedOn}"
            : "fitted elsewhere; it may have been trained on rows that it is tested on";
        return new Entrant(ModelFiles.NameOf(path), new JsonObject(), model.File.Sha256, EntrantSource.Run, () => model, training) { Fitted = model };
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
