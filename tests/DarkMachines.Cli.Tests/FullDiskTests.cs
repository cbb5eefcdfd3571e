using System.Diagnostics;

namespace DarkMachines.Cli.Tests;

/// <summary>An entrant that fills the disk, on a small file system in memory.</summary>
public sealed class FullDiskTests : WorkspaceTest
{
    [MountFact]
    public void An_entrant_that_fills_the_disk_is_a_row_and_the_others_go_on()
    {
        Directory.CreateDirectory(Workspace);
        Assert.True(MountFactAttribute.Command("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", Workspace));
        try
        {
            string[] command =
            [
                "run", "dm-astro", "--workspace", Workspace, "--plugins", Path.GetDirectoryName(CliRun.TestPlugin("Misbehaving"))!, "--repeats", "1", "--task", "2F",
                "--executor", "processes", "--jobs", "1", "-a", "fills-the-disk", "-a", "behaves", "--json",
            ];
            var run = CliRun.AsProcess(command);
            var rows = run.Document["results"]!.AsArray().Select(r => r!).Where(r => (string)r["source"]! != "published").ToArray();
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(["behaves", "best-single-feature", "random-guess", "fills-the-disk"], rows.Select(r => (string)r["algorithm"]!));
            Assert.Equal(["ok", "ok", "ok", "failed"], rows.Select(r => (string)r["status"]!));
            Assert.Matches("The disk was full|No space left on device", (string)rows[^1]["reason"]!);
            Assert.Contains("behaves: kept", CliRun.AsProcess(command).Error, StringComparison.Ordinal);
        }
        finally
        {
            Assert.True(MountFactAttribute.Command("umount", Workspace));
        }
    }
}

/// <summary>A test that mounts a file system, reported as skipped where that is not allowed.</summary>
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly bool CanMount = Try();

    public MountFactAttribute() => Skip = CanMount ? null : "needs the right to mount a file system";

    public static bool Command(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return false;
        var folder = Directory.CreateTempSubdirectory("darkmachines-").FullName;
        var could = Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder) && Command("umount", folder);
        Directory.Delete(folder);
        return could;
    }
}
