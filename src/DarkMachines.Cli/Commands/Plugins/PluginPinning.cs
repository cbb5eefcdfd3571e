using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins.Trust;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Plugins;

/// <summary><c>darkmachines plugins pin</c> and <c>unpin</c>.</summary>
internal static class PluginPinning
{
    public static Command PinCommand(Session session)
    {
        var command = new Command(
            "pin",
            """
            Record the hash of every file of every plugin, so that nothing else runs in this workspace.

            A plugin that changes or comes later does not run until you pin again. Pinning replaces earlier pins.

            Example:
              darkmachines plugins pin
            """);
        command.SetAction(parsed => Pin(session.Open(parsed)));
        return command;
    }

    public static Command UnpinCommand(Session session)
    {
        var command = new Command(
            "unpin",
            """
            Let plugins run in this workspace that are not pinned, or have changed.

            Example:
              darkmachines plugins unpin
            """);
        command.SetAction(parsed => Unpin(session.Open(parsed)));
        return command;
    }

    private static int Pin(OpenSession session)
    {
        var pins = new PluginPins(session.Workspace);

        // Every plugin is pinned, also one that the present pins keep from running.
        var plugins = session.Plugins(PluginRules.None).Plugins;
        using var locked = session.Workspace.LockForWriting();
        var pinned = pins.Pin(plugins);
        foreach (var plugin in plugins.Where(plugin => !PluginPins.CanBePinned(plugin)))
            session.Tell($"Plugin '{plugin.Name}' is not pinned: {plugin.Reason} {plugin.Remedy}");
        var files = pinned.Sum(plugin => plugin.Files.Count);
        if (session.IsJson)
            session.Write(new JsonObject { ["pinned"] = new JsonArray([.. pinned.Select(p => JsonValue.Create(p.Name))]), ["files"] = files, ["path"] = pins.Path });
        else
            session.Tables.WriteLine($"Pinned {pinned.Count} plugins with {files} files in {pins.Path}.");
        return 0;
    }

    private static int Unpin(OpenSession session)
    {
        using var locked = session.Workspace.LockForWriting();
        var isChanged = new PluginPins(session.Workspace).Remove();
        if (session.IsJson)
            session.Write(new JsonObject { ["pinned"] = new JsonArray(), ["changed"] = isChanged });
        else
            session.Tables.WriteLine(isChanged ? "Plugins are no longer pinned." : "Plugins were not pinned.");
        return 0;
    }
}
