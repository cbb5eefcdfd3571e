using System.CommandLine;

namespace DarkMachines.Cli;

/// <summary>Options that every command takes, before or after its verb.</summary>
internal sealed class GlobalOptions
{
    public const string JsonName = "--json";

    public Option<bool> Json { get; } = new(JsonName)
    {
        Description = "Print one JSON document on standard output; messages and progress go to standard error",
        Recursive = true,
    };

    public Option<string> Workspace { get; } = new("--workspace")
    {
        Description = "Folder of results, plugins and models",
        HelpName = "DIR",
        DefaultValueFactory = _ => Hosting.Workspace.DefaultName,
        Recursive = true,
    };

    public Option<string[]> Plugins { get; } = new("--plugins")
    {
        Description = "Another folder of plugins; may be repeated",
        HelpName = "DIR",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Add(Json);
        root.Add(Workspace);
        root.Add(Plugins);
    }
}
