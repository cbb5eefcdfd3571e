using DarkMachines.Challenges;
using DarkMachines.Hosting.Plugins;

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
    /// <param name="withRequested">False to leave out algorithms that take part only on request.</param>
    public IReadOnlyList<Entrant> All(IChallenge challenge, bool withRequested)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var algorithms = catalogue.Algorithms.Where(a => (withRequested || !a.OnRequest) && a.Kinds.Select(InterfaceOf).Intersect(challenge.AcceptedKinds).Any());
        return [.. algorithms.Select(a => Algorithm(a, [])), .. modelFiles.Select(ModelOrItsFailure)];
    }

    private Entrant Resolve(string specification)
    {
        var (name, settings) = Split(specification);
        var isAlgorithm = catalogue.Algorithms.Any(a => a.Name == name);
        var model = isAlgorithm ? null : modelFiles.FirstOrDefault(file => ModelFiles.NameOf(file) == name || ModelFiles.NameOf(file) == name + ModelFiles.Extension);
        return model is not null ? ModelEntrant.Load(model, settings)
            : name.EndsWith(ModelFiles.Extension, StringComparison.OrdinalIgnoreCase) ? ModelEntrant.Load(name, settings)
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
            // The algorithm itself is made by whoever runs it: here its code could take everything down.
            var binder = factory.OptionsOf(entry);
            var options = binder.Bind(settings);
            return new Entrant(entry.Name, binder.ToJson(options), plugin.CodeSha256!, EntrantSource.Run, () => factory.Create(entry, options))
            {
                Path = plugin.Location,
                Label = label,
            };
        }
        catch (PluginException failure)
        {
            malfunctions.Add(entry, failure);
            return new Entrant(entry.Name, [], plugin.CodeSha256!, EntrantSource.Run, () => throw failure) { Label = label, Failure = failure };
        }
    }

    private static Entrant ModelOrItsFailure(string path)
    {
        try
        {
            return ModelEntrant.Load(path, []);
        }
        catch (UserInputException failure)
        {
            return new Entrant(ModelFiles.NameOf(path), [], failure.Code, EntrantSource.Run, () => throw failure) { Failure = failure };
        }
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
