using System.Runtime.InteropServices;
using DarkMachines;

namespace Misbehaving;

[Algorithm("exits", "Ends the process.")]
public sealed class Exits(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context) => Environment.Exit(options is null ? 1 : 0);
}

[Algorithm("fails-fast", "Ends the process with FailFast.")]
public sealed class FailsFast(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context) => Environment.FailFast($"no way on with {options}");
}

[Algorithm("overflows-the-stack", "Calls itself without end.")]
public sealed class OverflowsTheStack(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context) => Descend(options.GetHashCode());

    private static int Descend(int depth) => Descend(depth + 1) + Descend(depth - 1);
}

[Algorithm("crashes-in-native-code", "Writes where no memory is, in native code.")]
public sealed class CrashesInNativeCode(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context) => memset(options is null ? 0 : 64, 1, 8);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint memset(nint memory, int value, nint count);
}

[Algorithm("kills-itself", "Sends itself signal 9, as the system does when memory runs out.")]
public sealed class KillsItself(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context)
    {
        _ = kill(Environment.ProcessId, options is null ? 0 : 9);
        Thread.Sleep(Timeout.Infinite);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}

[Algorithm("throws-on-a-thread", "Throws on a thread of its own, where nobody catches it.")]
public sealed class ThrowsOnAThread(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context)
    {
        new Thread(() => throw new InvalidOperationException($"lost with {options}")).Start();
        Thread.Sleep(Timeout.Infinite);
    }
}

[Algorithm("damages-its-result", "Overwrites its result as the process ends.")]
public sealed class DamagesItsResult(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context) =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText("../result.json", options is null ? "" : "{ \"id\": \"half");
}
