using System.CommandLine;
using System.Text.Json.Nodes;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Plugins.Trust;
using Spectre.Console;

namespace DarkMachines.Cli;

/// <summary>What a command is given: the terminal, the clock, the request to stop.</summary>
internal sealed record Session(GlobalOptions Globals, Terminal Terminal, TimeProvider Time, CancellationToken Cancellation)
{
    /// <summary>The session of a command line that was understood.</summary>
    public OpenSession Open(ParseResult parsed) => new(this, parsed);
}

/// <summary>A session with its global options read.</summary>
internal sealed class OpenSession
{
    private readonly Session _session;
    private readonly string[] _pluginDirectories;

    public OpenSession(Session session, ParseResult parsed)
    {
        _session = session;
        IsJson = parsed.GetValue(session.Globals.Json);
        Workspace = new Workspace(parsed.GetRequiredValue(session.Globals.Workspace));
        _pluginDirectories = parsed.GetValue(session.Globals.Plugins) ?? [];
    }

    public bool IsJson { get; }

    public Workspace Workspace { get; }

    public Terminal Terminal => _session.Terminal;

    public TimeProvider Time => _session.Time;

    public CancellationToken Cancellation => _session.Cancellation;

    public IAnsiConsole Tables => _session.Terminal.Tables();

    public void Write(JsonNode document) => CommandLine.WriteDocument(Terminal.Output, document);

    public void Tell(string message) => Terminal.Error.WriteLine(message);

    /// <summary>The plugins beside the program, in the workspace and in the folders named, in this order.</summary>
    /// <param name="rules">What the user decided about plugins; without it what the workspace says.</param>
    public PluginCatalogue Plugins(PluginRules? rules = null)
    {
        foreach (var directory in _pluginDirectories)
        {
            if (!Directory.Exists(directory))
                throw new UserInputException("plugins-missing", $"There is no folder '{directory}' to take plugins from.", "Name a folder that holds plugin folders with --plugins DIR.");
        }

        string[] directories = [Path.Combine(AppContext.BaseDirectory, "plugins"), Workspace.PluginsDirectory, .. _pluginDirectories];
        return PluginCatalogue.Discover(directories, rules ?? PluginRules.Of(Workspace)).WithMalfunctions(new MalfunctionRecord(Workspace.MalfunctionsPath));
    }
}
