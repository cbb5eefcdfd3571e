namespace DarkMachines.Hosting.Plugins.Trust;

/// <summary>What the user of a workspace decided about plugins.</summary>
/// <param name="Disabled">Names of the plugins that are switched off.</param>
/// <param name="Pins">The plugins that may run; null if all may.</param>
public sealed record PluginRules(IReadOnlyList<string> Disabled, IReadOnlyList<PinnedPlugin>? Pins)
{
    /// <summary>No plugin is disabled, and all may run.</summary>
    public static PluginRules None { get; } = new([], Pins: null);

    /// <summary>The rules kept in a workspace.</summary>
    /// <exception cref="UserInputException">A file that they are kept in cannot be read.</exception>
    public static PluginRules Of(Workspace workspace) => new(new DisabledPlugins(workspace).Read(), new PluginPins(workspace).Read());

    /// <summary>The plugin, marked if the rules forbid to use it.</summary>
    internal Plugin Apply(Plugin plugin)
    {
        if (Disabled.Contains(plugin.Name))
            return plugin.Refused(PluginFault.Disabled(plugin.Name));

        // What cannot be used anyway need not be read.
        return Pins is not null && plugin.Algorithms.Count > 0 && FindChange(plugin, Pins) is { } fault ? plugin.Refused(fault) : plugin;
    }

    private static PluginFault? FindChange(Plugin plugin, IReadOnlyList<PinnedPlugin> pins)
    {
        var ofThatName = pins.Where(pin => pin.Name == plugin.Name).ToArray();
        if (ofThatName.Length == 0)
            return PluginFault.NotPinned(plugin.Name);
        try
        {
            var now = PinnedPlugin.Of(plugin);
            return ofThatName.Any(pin => now.ChangesSince(pin) is null)
                ? null
                : PluginFault.ChangedSincePinned(plugin.Name, now.ChangesSince(ofThatName[0])!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return PluginFault.Unreadable(plugin.Location, failure);
        }
    }
}
