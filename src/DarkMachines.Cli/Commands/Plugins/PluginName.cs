using System.CommandLine;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Plugins;

namespace DarkMachines.Cli.Commands.Plugins;

/// <summary>The name of a plugin on the command line.</summary>
internal static class PluginName
{
    public static Argument<string> Argument() => new("name") { Description = "Name of the plugin, as 'plugins list' has it", HelpName = "NAME" };

    /// <summary>The plugins of that name; there may be one in each directory.</summary>
    /// <exception cref="UsageException">There is none; the message gives the nearest name or all of them.</exception>
    public static IReadOnlyList<Plugin> Find(OpenSession session, string name)
    {
        var plugins = session.Plugins().Plugins;
        if (plugins.Where(plugin => plugin.Name == name).ToArray() is { Length: > 0 } found)
            return found;
        var names = plugins.Select(plugin => plugin.Name).Distinct().ToArray();
        var hint = NearestName.Of(name, names) is { } near ? $"did you mean '{near}'?"
            : names.Length == 0 ? "there are none at all."
            : $"there are {string.Join(", ", names)}.";
        throw new UsageException("unknown-plugin", $"There is no plugin '{name}'; {hint}", "List the plugins with 'darkmachines plugins list'.");
    }
}
