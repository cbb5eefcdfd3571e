using System.Runtime.CompilerServices;
using Xunit;

namespace DarkMachines.Testing;

/// <summary>The folder of real data and models that lies beside the repository where there is one; none of it is committed.</summary>
public static class SharedData
{
    /// <summary>Root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder <c>shared</c> beside the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Repository, "..", "shared"));

    /// <summary>A file or folder below <see cref="Root"/>.</summary>
    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRepository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}

/// <summary>A test that needs files of the shared folder, and is reported as skipped where they are absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Names the files needed, relative to the shared folder.</summary>
    public SharedFactAttribute(params string[] files) => Skip = Missing.Reason(files);
}

/// <summary>A theory that needs files of the shared folder, and is reported as skipped where they are absent.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <summary>Names the files needed, relative to the shared folder.</summary>
    public SharedTheoryAttribute(params string[] files) => Skip = Missing.Reason(files);
}

internal static class Missing
{
    public static string? Reason(string[] files)
    {
        var missing = files.Where(file => !Path.Exists(SharedData.PathTo(file))).ToArray();
        return missing.Length == 0 ? null : $"needs ../shared/{string.Join(", ../shared/", missing)}";
    }
}
