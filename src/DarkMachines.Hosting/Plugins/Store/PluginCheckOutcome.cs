namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>How a check of a plugin came out.</summary>
public enum PluginCheckOutcome
{
    /// <summary>The rule is kept.</summary>
    Passed,

    /// <summary>The rule is broken.</summary>
    Failed,

    /// <summary>Not looked at, because of an earlier failure.</summary>
    Skipped,
}
