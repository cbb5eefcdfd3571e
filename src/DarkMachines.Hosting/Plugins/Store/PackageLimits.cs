namespace DarkMachines.Hosting.Plugins.Store;

/// <summary>How much a plugin that is added may hold. Real ones, with native libraries, stay a factor of ten below.</summary>
internal static class PackageLimits
{
    /// <summary>Most files and folders.</summary>
    public const int Entries = 5_000;

    /// <summary>Most bytes in all, unpacked.</summary>
    public const long Bytes = 1L << 31;

    /// <summary>Most bytes unpacked for each byte of an archive, once past <see cref="FreeBytes"/>; assemblies compress by 2 to 4.</summary>
    public const long Expansion = 100;

    /// <summary>Bytes that any archive may unpack to.</summary>
    public const long FreeBytes = 1L << 20;

    /// <summary>Longest path within a plugin, in characters.</summary>
    public const int PathLength = 250;
}
