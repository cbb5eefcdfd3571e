namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// A plugin that was told to unload. The runtime removes its code when the last object, thread or static field that
/// refers to it is gone; who still holds an algorithm or a model of it can go on using it.
/// </summary>
public sealed class PluginUnloading
{
    private const int Attempts = 10;

    private readonly WeakReference _context;

    internal PluginUnloading(string plugin, WeakReference context) => (Plugin, _context) = (plugin, context);

    /// <summary>Name of the plugin.</summary>
    public string Plugin { get; }

    /// <summary>
    /// True once the plugin's code is gone, false while something still refers to it. Collects garbage, a bounded number
    /// of times: takes up to some tenths of a second. May be asked again.
    /// </summary>
    public bool IsComplete()
    {
        for (var attempt = 0; attempt < Attempts && _context.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !_context.IsAlive;
    }
}
