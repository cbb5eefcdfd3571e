using DarkMachines.Hosting.Plugins.Trust;

namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// The plugins that were found, broken ones too, and the algorithms that can be used. Immutable.
/// It is made from the files' metadata: no code of a plugin runs, and no assembly is loaded.
/// </summary>
public sealed class PluginCatalogue
{
    private PluginCatalogue(IReadOnlyList<Plugin> plugins)
    {
        Plugins = plugins;
        Algorithms = [.. plugins.SelectMany(p => p.Algorithms).OrderBy(a => a.Name, StringComparer.Ordinal)];
    }

    /// <summary>All plugins, in the order of the directories and within each in the order of their paths.</summary>
    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>The algorithms that can be used, in the order of their names; each name occurs once.</summary>
    public IReadOnlyList<AlgorithmEntry> Algorithms { get; }

    /// <summary>
    /// Finds plugins: each sub-folder of a directory is one, and each assembly lying directly in it. Of several versions
    /// of one plugin (main assemblies of one name) the newest is used, and of equal versions the one found last, so that
    /// what the user dropped in comes before what ships. Where algorithms of different plugins have the same name, the
    /// one found first is kept. What cannot be used is listed with the reason.
    /// </summary>
    /// <param name="directories">The directories, what ships first; one that does not exist is empty.</param>
    /// <param name="rules">What the user decided about plugins; without it nothing.</param>
    public static PluginCatalogue Discover(IReadOnlyList<string> directories, PluginRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(directories);
        rules ??= PluginRules.None;
        var found = directories
            .Select(directory => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)))
            .Distinct(StringComparer.Ordinal)
            .SelectMany(PluginInspector.InspectDirectory)
            .Select(rules.Apply);
        return new PluginCatalogue(KeepFirstOfEachName(KeepNewest([.. found])));
    }

    /// <summary>The algorithm of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="UsageException">There is none; the message gives the nearest name or all of them.</exception>
    public AlgorithmEntry Find(string name)
    {
        if (Algorithms.FirstOrDefault(a => a.Name == name) is { } algorithm)
            return algorithm;
        var names = Algorithms.Select(a => a.Name).ToArray();
        var hint = NearestName.Of(name, names) is { } near ? $"did you mean '{near}'?"
            : names.Length == 0 ? "no plugin provides any."
            : $"there are {string.Join(", ", names)}.";
        var broken = Plugins.Where(p => p.Status != PluginStatus.Active).Select(p => p.Name).ToArray();
        throw new UsageException(
            "unknown-algorithm",
            $"There is no algorithm '{name}'; {hint}",
            broken.Length == 0
                ? "List the algorithms with 'darkmachines algorithms list'."
                : $"If it belongs to {string.Join(" or ", broken)}, see with 'darkmachines plugins list' what is wrong there.");
    }

    /// <summary>
    /// The same catalogue, with the plugins marked whose algorithms failed when they were last used. The algorithms stay:
    /// whoever names one again sees whether it still fails.
    /// </summary>
    /// <param name="record">What failed.</param>
    public PluginCatalogue WithMalfunctions(MalfunctionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var malfunctions = record.Read();
        return malfunctions.Count == 0 ? this : new PluginCatalogue([.. Plugins.Select(Mark)]);

        // Hashing takes time, so only files are hashed that have an algorithm of the same name.
        Plugin Mark(Plugin plugin) => plugin.Algorithms
            .SelectMany(algorithm => malfunctions.Where(m => m.Algorithm == algorithm.Name && m.Sha256 == plugin.Sha256))
            .Aggregate(plugin, (marked, malfunction) => marked.With(PluginFault.Malfunctioned(malfunction)));
    }

    /// <summary>What would be wrong with a plugin if it joined these: names that are taken, a newer version.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="place">The location that it would have; what lies there now does not count.</param>
    internal IEnumerable<PluginFault> FaultsOfJoining(Plugin plugin, string place)
    {
        var others = Plugins.Where(other => other.Location != place && other.Algorithms.Count > 0).ToLookup(other => IsVersionOf(other, plugin));
        var clashes =
            from algorithm in plugin.Algorithms
            let taken = others[false].SelectMany(other => other.Algorithms).FirstOrDefault(other => other.Name == algorithm.Name)
            where taken is not null
            select PluginFault.NameTaken(algorithm, taken);
        var newer = others[true].Where(other => other.Version > plugin.Version).Select(other => PluginFault.Superseded(plugin, other));
        return plugin.Algorithms.Count == 0 ? [] : clashes.Concat(newer);
    }

    private static bool IsVersionOf(Plugin one, Plugin other) => string.Equals(one.AssemblyName, other.AssemblyName, StringComparison.OrdinalIgnoreCase);

    // Only a plugin that can be used takes the place of another.
    private static IEnumerable<Plugin> KeepNewest(List<Plugin> found)
    {
        var newest = found
            .Where(plugin => plugin.Algorithms.Count > 0)
            .Reverse() // so that of equal versions the last is taken
            .GroupBy(plugin => plugin.AssemblyName!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(versions => versions.Key, versions => versions.MaxBy(plugin => plugin.Version)!, StringComparer.OrdinalIgnoreCase);
        return found.Select(plugin => plugin.Algorithms.Count > 0 && newest[plugin.AssemblyName!] is var used && used != plugin
            ? plugin.Refused(PluginFault.Superseded(plugin, used))
            : plugin);
    }

    private static List<Plugin> KeepFirstOfEachName(IEnumerable<Plugin> found)
    {
        var plugins = new List<Plugin>();
        var taken = new Dictionary<string, AlgorithmEntry>(StringComparer.Ordinal);
        foreach (var plugin in found)
        {
            var clashes = plugin.Algorithms.Where(algorithm => !taken.TryAdd(algorithm.Name, algorithm)).ToArray();
            var kept = plugin with { Algorithms = [.. plugin.Algorithms.Except(clashes)] };
            plugins.Add(clashes.Aggregate(kept, (faulty, clash) => faulty.With(PluginFault.NameTaken(clash, taken[clash.Name]))));
        }

        return plugins;
    }
}
