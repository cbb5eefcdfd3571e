using System.Reflection;
using System.Runtime.CompilerServices;

namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// Loads plugins, each into a load context of its own, and makes their algorithms. A plugin is loaded when one of its
/// algorithms is first asked for. Safe to share between threads.
/// </summary>
/// <param name="canUnload">
/// False: plugins stay loaded as long as the process, and run at full speed. True: they can be unloaded, and their
/// assemblies replaced meanwhile, as a long-lived host needs it; native libraries are still used where they lie.
/// </param>
public sealed class AlgorithmFactory(bool canUnload = false)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PluginLoadContext> _contexts = new(StringComparer.Ordinal);

    /// <summary>The options that an algorithm takes. Loads its plugin; the algorithm is not made yet.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <exception cref="PluginException">The plugin cannot be loaded.</exception>
    public OptionsBinder OptionsOf(AlgorithmEntry algorithm)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        return Guard(algorithm, () => new OptionsBinder(algorithm.Name, ConstructorOf(algorithm).GetParameters()[0].ParameterType));
    }

    /// <summary>Makes an algorithm. It implements the interfaces of its kinds.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="options">Its options, as <see cref="OptionsBinder.Bind"/> of <see cref="OptionsOf"/> returns them.</param>
    /// <exception cref="UserInputException">The algorithm refuses the options.</exception>
    /// <exception cref="PluginException">The plugin cannot be loaded, or the constructor failed.</exception>
    public object Create(AlgorithmEntry algorithm, object options)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(options);
        return Guard(algorithm, () => ConstructorOf(algorithm).Invoke(BindingFlags.DoNotWrapExceptions, null, [options], null));
    }

    /// <summary>
    /// Unloads a plugin. When one of its algorithms is next asked for, it is loaded anew from the files as they are then.
    /// </summary>
    /// <param name="plugin">The plugin.</param>
    /// <returns>Tells when its code is gone; null if it was not loaded.</returns>
    /// <exception cref="InvalidOperationException">The factory was made without <c>canUnload</c>.</exception>
    public PluginUnloading? Unload(Plugin plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        if (!canUnload)
            throw new InvalidOperationException("This factory keeps plugins loaded: make it with canUnload.");
        return plugin.AssemblyPath is { } path && Retire(path) is { } context ? new PluginUnloading(plugin.Name, context) : null;
    }

    // Not inlined, so that no reference to the context stays behind in the caller's frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference? Retire(string assemblyPath)
    {
        lock (_gate)
        {
            if (!_contexts.Remove(assemblyPath, out var context))
                return null;
            context.Unload();
            return new WeakReference(context, trackResurrection: true);
        }
    }

    private ConstructorInfo ConstructorOf(AlgorithmEntry algorithm) =>
        ContextOf(algorithm).LoadMain().GetType(algorithm.TypeName, throwOnError: true)!.GetConstructors().Single();

    private PluginLoadContext ContextOf(AlgorithmEntry algorithm)
    {
        lock (_gate)
        {
            if (!_contexts.TryGetValue(algorithm.AssemblyPath, out var context))
                _contexts.Add(algorithm.AssemblyPath, context = new PluginLoadContext(algorithm.Plugin, algorithm.AssemblyPath, canUnload));
            return context;
        }
    }

    // Whatever a plugin's code throws is the plugin's failure, and must not end the run.
    private static T Guard<T>(AlgorithmEntry algorithm, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception failure) when (failure is not DarkMachinesException)
        {
            throw Failure(algorithm, failure);
        }
    }

    private static PluginException Failure(AlgorithmEntry algorithm, Exception failure)
    {
        var cause = failure;
        while (cause is TypeInitializationException or TargetInvocationException or FileLoadException && cause.InnerException is { } inner)
            cause = inner;
        var firstLine = cause.Message.Split('\n')[0].TrimEnd('.', ' ', '\r');
        var isIncomplete = cause is TypeLoadException or MissingMemberException or BadImageFormatException or IOException;
        return new PluginException(
            isIncomplete ? "plugin-incomplete" : "plugin-failed",
            $"Algorithm '{algorithm.Name}' of plugin '{algorithm.Plugin}' could not be made ({cause.GetType().Name}: {firstLine}).",
            isIncomplete
                ? "Install the plugin again with everything its build put into its output folder; if that does not help, its author must rebuild it."
                : "Tell the plugin's author; other algorithms are not affected.",
            failure);
    }
}
