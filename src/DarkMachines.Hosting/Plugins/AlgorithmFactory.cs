using System.Reflection;

namespace DarkMachines.Hosting.Plugins;

/// <summary>
/// Loads plugins, each into a load context of its own, and makes their algorithms. A plugin is loaded when one of its
/// algorithms is first asked for, and stays loaded as long as the process. Safe to share between threads.
/// </summary>
public sealed class AlgorithmFactory
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

    private ConstructorInfo ConstructorOf(AlgorithmEntry algorithm) =>
        ContextOf(algorithm).LoadFromAssemblyPath(algorithm.AssemblyPath).GetType(algorithm.TypeName, throwOnError: true)!
            .GetConstructors().Single();

    private PluginLoadContext ContextOf(AlgorithmEntry algorithm)
    {
        lock (_gate)
        {
            if (!_contexts.TryGetValue(algorithm.AssemblyPath, out var context))
                _contexts.Add(algorithm.AssemblyPath, context = new PluginLoadContext(algorithm.Plugin, algorithm.AssemblyPath));
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
