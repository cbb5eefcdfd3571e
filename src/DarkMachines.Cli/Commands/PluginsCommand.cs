using System.CommandLine;
using DarkMachines.Cli.Commands.Plugins;
using DarkMachines.Hosting.Plugins.Store;

namespace DarkMachines.Cli.Commands;

/// <summary><c>darkmachines plugins [list|add|remove|check|enable|disable|pin|unpin]</c>.</summary>
internal static class PluginsCommand
{
    /// <param name="session">What the command is given.</param>
    /// <param name="conformance">The rules that <c>add</c> and <c>check</c> put algorithms through; null for none.</param>
    public static Command Create(Session session, ConformanceSuite? conformance = null)
    {
        var command = new Command("plugins", "List, check, add and remove plugins, and say which may run")
        {
            PluginList.Command(session),
            PluginChecks.CheckCommand(session, conformance),
            PluginChecks.AddCommand(session, conformance),
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
