using System;
using System.IO;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Runs <c>npm ci</c> beside a lock file, once: builds that come at the same time wait for the first, then find the
/// work done.
/// </summary>
public class NpmCi : ToolTask
{
    public NpmCi()
    {
        UseCommandProcessor = true;
        StandardErrorImportance = "high";
    }

    [Required]
    public string LockFile { get; set; }

    /// <summary>The file that npm writes last; newer than the lock file once all is installed.</summary>
    [Required]
    public string InstalledMark { get; set; }

    protected override string ToolName => "npm";

    protected override string GenerateFullPathToTool() => ToolName;

    protected override string GenerateCommandLineCommands() => "npm ci --ignore-scripts --no-audit --no-fund --loglevel=error";

    protected override string GetWorkingDirectory() => Path.GetDirectoryName(LockFile);

    public override bool Execute()
    {
        var scratch = Path.Combine(GetWorkingDirectory(), "obj");
        Directory.CreateDirectory(scratch);
        using (WaitFor(Path.Combine(scratch, "npm-ci.lock")))
        {
            if (IsInstalled())
                return true;
            Log.LogMessage(MessageImportance.High, "Fetching ONNX Runtime with npm");
            if (!base.Execute())
                return false;
            // npm may keep an older time on the file.
            File.SetLastWriteTimeUtc(InstalledMark, DateTime.UtcNow);
            return true;
        }
    }

    protected override bool HandleTaskExecutionErrors()
    {
        Log.LogError(
            "ONNX Runtime could not be fetched: npm ci ended with code " + ExitCode + ". It needs Node.js 18 or later, " +
            "which brings npm, and a package registry in reach; or build with -p:OnnxRuntimeSource=nuget.");
        return false;
    }

    private bool IsInstalled() =>
        File.Exists(InstalledMark) && File.GetLastWriteTimeUtc(InstalledMark) >= File.GetLastWriteTimeUtc(LockFile);

    // The operating system lets go of the file when its process ends, however it ends.
    private static FileStream WaitFor(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(200);
            }
        }
    }
}
