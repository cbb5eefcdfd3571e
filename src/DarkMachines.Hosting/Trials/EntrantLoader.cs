using DarkMachines.Challenges;
using DarkMachines.Hosting.Plugins;

namespace DarkMachines.Hosting.Trials;

/// <summary>Makes the entrants that trials' files name, in whatever process runs them. Safe to share between threads.</summary>
public sealed class EntrantLoader
{
    private readonly AlgorithmFactory _factory = new();

    /// <summary>Makes an entrant.</summary>
    /// <param name="challenge">The challenge it takes part in.</param>
    /// <param name="entrant">What the file says of it.</param>
    /// <exception cref="UserInputException">The file of the plugin or model is missing, or is not the one the trial was planned with.</exception>
    /// <exception cref="PluginException">The plugin cannot be loaded, or its algorithm cannot be made.</exception>
    public Entrant Load(IChallenge challenge, EntrantDocument entrant)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        ArgumentNullException.ThrowIfNull(entrant);
        return entrant.Kind switch
        {
            EntrantKind.Algorithm => Algorithm(entrant),
            EntrantKind.Model => Model(entrant),
            EntrantKind.Baseline => challenge.Baselines.FirstOrDefault(b => b.Name == entrant.Name && b.CodeHash == entrant.Code) ?? throw Changed(entrant, $"baseline '{entrant.Name}'"),
            _ => throw new UserInputException("trial-unreadable", $"The trial's entrant is of the unknown kind '{entrant.Kind}'.", "Use the program that planned the trial."),
        };
    }

    private Entrant Algorithm(EntrantDocument entrant)
    {
        var plugin = PluginInspector.Inspect(entrant.Path!);
        if (plugin.Algorithms.FirstOrDefault(a => a.Name == entrant.Name) is not { } algorithm)
        {
            throw new UserInputException(
                "algorithm-gone", $"There is no algorithm '{entrant.Name}' in '{entrant.Path}'. {plugin.Reason}".TrimEnd(), "Put the plugin back, or plan the trial anew by running the challenge.");
        }

        if (plugin.CodeSha256 != entrant.Code)
            throw Changed(entrant, $"plugin '{plugin.Name}'");
        var options = _factory.OptionsOf(algorithm).FromJson(entrant.Options);
        _factory.Create(algorithm, options); // once here, so that an algorithm that cannot be made says so before anything is done
        return new Entrant(entrant.Name, entrant.Options, entrant.Code, EntrantSource.Run, () => _factory.Create(algorithm, options), entrant.Note);
    }

    private static Entrant Model(EntrantDocument entrant)
    {
        var model = ModelEntrant.Load(entrant.Path!, [.. entrant.Options.Select(o => new OptionSetting(o.Key, o.Value!.GetValue<string>()))]);
        return model.CodeHash == entrant.Code ? model : throw Changed(entrant, $"model '{entrant.Path}'");
    }

    private static UserInputException Changed(EntrantDocument entrant, string what) => new(
        "entrant-changed", $"The {what} has changed since the trial of '{entrant.Name}' was planned.", "Plan the trial anew by running the challenge.");
}
