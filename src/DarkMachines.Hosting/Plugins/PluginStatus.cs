namespace DarkMachines.Hosting.Plugins;

/// <summary>Whether a plugin can be used, and if not, what stands in the way.</summary>
public enum PluginStatus
{
    /// <summary>All its algorithms can be used.</summary>
    Active,

    /// <summary>A name of an algorithm is taken by an earlier one; its other algorithms can be used.</summary>
    NameTaken,

    /// <summary>The class of an algorithm breaks the contract; its other algorithms can be used.</summary>
    InvalidAlgorithm,

    /// <summary>An algorithm failed when it was last used, and the file has not changed since.</summary>
    Malfunctioned,

    /// <summary>Another user of the machine may write to it. Nothing in it can be used.</summary>
    UnsafeLocation,

    /// <summary>The user switched it off. Nothing in it can be used.</summary>
    Disabled,

    /// <summary>Plugins are pinned, and this one is unknown or has changed since. Nothing in it can be used.</summary>
    NotAsPinned,

    /// <summary>Another version of it was found and is used in its place.</summary>
    Superseded,

    /// <summary>Built for contracts that this host does not provide. Nothing in it can be used.</summary>
    WrongContractVersion,

    /// <summary>Ships its own copy of an assembly that must come from the host. Nothing in it can be used.</summary>
    OwnContracts,

    /// <summary>Refers to an assembly that is not there. Nothing in it can be used.</summary>
    MissingDependency,

    /// <summary>Contains no class marked with <see cref="AlgorithmAttribute"/>.</summary>
    NoAlgorithms,

    /// <summary>The file is no .NET assembly, or is damaged.</summary>
    NotDotNet,

    /// <summary>The file or folder cannot be read.</summary>
    Unreadable,
}
