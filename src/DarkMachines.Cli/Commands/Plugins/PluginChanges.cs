using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins.Store;
using DarkMachines.Hosting.Plugins.Trust;
using Spectre.Console;

namespace DarkMachines.Cli.Commands.Plugins;

/// <summary><c>darkmachines plugins remove|enable|disable NAME</c>.</summary>
internal static class PluginChanges
{
    public static Command RemoveCommand(Session session) => Create(
        session,
        "remove",
        """
        Remove a plugin from the workspace.

        Plugins that ship with the program stay; disable one that is not wanted.

        Example:
          darkmachines plugins remove MyPlugin
        """,
        Remove);

    public static Command EnableCommand(Session session) => Create(
        session,
        "enable",
        """
        Let a disabled plugin run again in this workspace.

        Example:
          darkmachines plugins enable DarkMachines.Forests
        """,
        (open, name) => Switch(open, name, isEnabled: true));

    public static Command DisableCommand(Session session) => Create(
        session,
        "disable",
        """
        Keep a plugin from running in this workspace.

        Example:
          darkmachines plugins disable DarkMachines.Forests
        """,
        (open, name) => Switch(open, name, isEnabled: false));

    private static Command Create(Session session, string verb, string description, Func<OpenSession, string, int> action)
    {
        var name = PluginName.Argument();
        var command = new Command(verb, description) { name };
        command.SetAction(parsed => action(session.Open(parsed), parsed.GetRequiredValue(name)));
        return command;
    }

    private static int Remove(OpenSession session, string name)
    {
        var found = PluginName.Find(session, name);

        // Where one ships too, it is that of the workspace that is meant.
        var plugin = found.FirstOrDefault(p => Path.GetDirectoryName(p.Location) == session.Workspace.PluginsDirectory) ?? found[0];
        new PluginStore(session.Workspace).Remove(plugin);
        return Report(session, name, "removed", isChanged: true, $"Removed '{name}' from {plugin.Location}.");
    }

    private static int Switch(OpenSession session, string name, bool isEnabled)
    {
        var disabled = new DisabledPlugins(session.Workspace);

        // A plugin that is gone can still be taken off the list.
        if (!isEnabled || !disabled.Read().Contains(name))
            PluginName.Find(session, name);
        using var locked = session.Workspace.LockForWriting();
        var isChanged = isEnabled ? disabled.Remove(name) : disabled.Add(name);
        var state = isEnabled ? "enabled" : "disabled";
        return Report(session, name, state, isChanged, isChanged ? $"Plugin '{name}' is {state} now." : $"Plugin '{name}' is {state} already.");
    }

    private static int Report(OpenSession session, string name, string state, bool isChanged, string sentence)
    {
        if (session.IsJson)
            session.Write(new JsonObject { ["name"] = name, ["state"] = state, ["changed"] = isChanged });
        else
            session.Tables.WriteLine(sentence);
        return 0;
    }
}
