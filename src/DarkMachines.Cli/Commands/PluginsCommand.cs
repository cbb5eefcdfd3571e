using System.CommandLine;
using DarkMachines.Cli.Commands.Plugins;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines plugins [list|add|remove|check|enable|disable|pin|unpin]</c>.</summary>
internal static class PluginsCommand
{
    /// <param name="session">What the command is given.</param>
    public static Command Create(Session session)
    {
        var command = new Command("plugins", "List, check, add and remove plugins, and say which may run")
        {
            PluginList.Command(session),
            PluginChecks.CheckCommand(session),
            PluginChecks.AddCommand(session),
            PluginChanges.RemoveCommand(session),
            PluginChanges.EnableCommand(session),
            PluginChanges.DisableCommand(session),
            PluginPinning.PinCommand(session),
            PluginPinning.UnpinCommand(session),
        };
        command.SetAction(parsed => PluginList.List(session.Open(parsed)));
        return command;
    }
}
