namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>
/// Adds plugins to a workspace and removes them. A plugin is made ready in a folder aside and then renamed, so that
/// nothing half-copied is ever found among the plugins; what a killed process left aside is put right by the next one.
/// </summary>
/// <param name="workspace">The workspace.</param>
public sealed class PluginStore(Workspace workspace)
{
    private readonly string _staging = Path.Combine(workspace.Directory, "plugins.staging");

    private string New => Path.Combine(_staging, "new");

    private string Replaced => Path.Combine(_staging, "replaced");

    private string Removed => Path.Combine(_staging, "removed");

    /// <summary>Adds a plugin under the name of its main assembly's file, if it passes the checks.</summary>
    /// <param name="path">Its folder, its lone assembly, or a zip archive of the folder.</param>
    /// <param name="verifier">The checks; the last of them run the plugin's code.</param>
    /// <param name="replace">Whether it may take the place of a plugin of the same name.</param>
    /// <exception cref="UserInputException">The path or an archive is refused, or the name exists.</exception>
    public AddedPlugin Add(string path, PluginVerifier verifier, bool replace)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        using var locked = workspace.LockForWriting();
        CleanUp();
        try
        {
            var folder = PluginSource.CopyTo(path, Path.Combine(New, Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))));
            var plugin = PluginInspector.InspectFolder(folder);

            // Not the name that the assembly gives itself: that may be anything, a path too.
            var name = Path.GetFileNameWithoutExtension(plugin.AssemblyPath) ?? plugin.Name;
            var target = Path.Combine(workspace.PluginsDirectory, name);
            if (Path.Exists(target) && !replace)
                throw new UserInputException("plugin-exists", $"The workspace has a plugin '{name}' already.", "Add --replace to put this one in its place.");
            var checks = verifier.Verify(plugin, replaced: target);
            if (checks.Any(check => check.Outcome == PluginCheckOutcome.Failed))
                return new AddedPlugin(name, Location: null, checks);
            Put(folder, target);
            return new AddedPlugin(name, target, checks);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("plugin-not-added", $"'{path}' could not be added: {failure.Message}", "Mend that, and add it again.", failure);
        }
        finally
        {
            CleanUp();
        }
    }

    /// <summary>Removes a plugin from the workspace.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <exception cref="UserInputException">It does not lie in the workspace, or cannot be removed.</exception>
    public void Remove(Plugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (Path.GetDirectoryName(plugin.Location) != workspace.PluginsDirectory)
        {
            throw new UserInputException(
                "plugin-not-in-workspace",
                $"Plugin '{plugin.Name}' lies in '{plugin.Location}', and only plugins of the workspace can be removed.",
                $"Switch it off with 'darkmachines plugins disable {plugin.Name}'.");
        }

        using var locked = workspace.LockForWriting();
        CleanUp();
        try
        {
            // First out of sight in one step, then deleted.
            Move(plugin.Location, Removed);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("plugin-not-removed", $"Plugin '{plugin.Name}' could not be removed: {failure.Message}", "Mend that, and remove it again.", failure);
        }

        CleanUp();
    }

    private void Put(string folder, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (Path.Exists(target))
            Move(target, Replaced);

        Directory.Move(folder, target);
    }

    // A link is moved itself, not what it leads to; deleting it leaves that alone too.
    private static void Move(string entry, string folder)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, Path.GetFileName(entry));
        if (File.Exists(entry))
            File.Move(entry, target);
        else
            Directory.Move(entry, target);
    }

    // A process that was killed between the two moves left the old plugin aside and nothing in its place: it goes back.
    private void CleanUp()
    {
        try
        {
            if (Directory.Exists(Replaced))
            {
                foreach (var old in Directory.GetFileSystemEntries(Replaced).Where(old => !Path.Exists(Path.Combine(workspace.PluginsDirectory, Path.GetFileName(old)))))
                    Move(old, workspace.PluginsDirectory);
            }

            if (Directory.Exists(_staging))
                Directory.Delete(_staging, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserInputException("staging-not-removed", $"'{_staging}' could not be cleared: {failure.Message}", "Remove that folder, and try again.", failure);
        }
    }
}
