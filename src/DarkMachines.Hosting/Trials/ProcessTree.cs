using System.Globalization;
using System.Runtime.InteropServices;

namespace DarkMachines.Hosting.Trials;

/// <summary>
/// A process with all that descend from it, on Linux. Descendants are found by parentage, and those that slipped out of
/// it by a variable of the environment that every process of a trial inherits.
/// </summary>
/// <param name="root">The process.</param>
/// <param name="mark">The variable as it stands in the environment, <c>NAME=value</c>.</param>
internal sealed class ProcessTree(int root, string mark)
{
    private const int Kill9 = 9;
    private const int SetChildSubreaper = 36; // prctl(2), PR_SET_CHILD_SUBREAPER
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>True where this class can work.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Makes this process the parent of descendants whose own parents end, so that they stay within its tree.</summary>
    public static void AdoptOrphans()
    {
        if (IsSupported)
            _ = prctl(SetChildSubreaper, 1, 0, 0, 0);
    }

    /// <summary>Resident memory of the processes together; memory that they share counts for each.</summary>
    public long ResidentBytes() => Descendants().Sum(ResidentBytes);

    /// <summary>Kills the processes, and those that they start meanwhile.</summary>
    /// <param name="spare">A process that stays; 0 for none.</param>
    public void Kill(int spare = 0)
    {
        // Each round sees what was started before the last one; a tree whose every member is dead starts nothing more.
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (Environment.TickCount64 < deadline)
        {
            var alive = Descendants().Concat(Marked()).Where(id => id != spare && IsAlive(id)).Distinct().ToArray();
            if (alive.Length == 0)
                return;
            foreach (var id in alive)
                _ = kill(id, Kill9);
            Thread.Sleep(1);
        }
    }

    private List<int> Descendants()
    {
        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var task in Folders($"/proc/{found[i]}/task"))
                found.AddRange(Read($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number));
        }

        return found;
    }

    private IEnumerable<int> Marked() =>
        from folder in Folders("/proc")
        let name = Path.GetFileName(folder)
        where char.IsAsciiDigit(name[0]) && Read($"{folder}/environ").Split('\0').Contains(mark, StringComparer.Ordinal)
        select Number(name);

    private static bool IsAlive(int id)
    {
        // proc(5): "pid (command) state …"; the command may hold anything.
        var stat = Read($"/proc/{id}/stat");
        var end = stat.LastIndexOf(')');
        return end >= 0 && end + 2 < stat.Length && stat[end + 2] is not ('Z' or 'X');
    }

    private static long ResidentBytes(int id)
    {
        var pages = Read($"/proc/{id}/statm").Split(' ');
        return pages.Length > 1 ? long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;
    }

    private static string[] Folders(string path)
    {
        try
        {
            return Directory.GetDirectories(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Processes end while one looks at them, and others' may not be looked at.
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int prctl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);
}
