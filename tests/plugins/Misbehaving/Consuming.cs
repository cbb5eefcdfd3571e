using System.Diagnostics;
using DarkMachines;

namespace Misbehaving;

[Algorithm("hangs", "Never returns, and has started processes that would outlive it.")]
public sealed class Hangs(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context)
    {
        Processes.StartOrphans(options.ToString());
        while (true)
            Thread.SpinWait(1000);
    }
}

[Algorithm("leaves-processes-behind", "Answers, and leaves processes behind.")]
public sealed class LeavesProcessesBehind(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context) => Processes.StartOrphans(options.ToString());
}

[Algorithm("allocates-without-end", "Takes all the memory there is.")]
public sealed class AllocatesWithoutEnd(NoOptions options) : Answering
{
    private readonly List<byte[]> _taken = [];

    protected override void Misbehave(FitContext context)
    {
        while (options is not null)
        {
            var more = new byte[1 << 24];
            more.AsSpan().Fill(1);
            _taken.Add(more);
        }
    }
}

[Algorithm("floods", "Prints a hundred megabytes, then answers.")]
public sealed class Floods(NoOptions options) : Answering
{
    private static int _done;

    protected override void Misbehave(FitContext context)
    {
        if (Interlocked.Exchange(ref _done, 1) == 1)
            return;
        var line = string.Concat(Enumerable.Repeat(options.ToString(), 100));
        for (long written = 0; written < 100_000_000; written += line.Length + 1)
            Console.Out.WriteLine(line);
    }
}

[Algorithm("prints-garbage", "Prints what could be mistaken for an answer, then answers.")]
public sealed class PrintsGarbage(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context)
    {
        Console.Out.Write($"{{ \"status\": \"ok\", \"metrics\": {{}} }}\n\u001b[2J\0\uffff{options}");
        Console.Error.Write("Stack overflow.\nProcess terminated.\n");
    }
}

[Algorithm("fills-the-disk", "Writes until the disk is full.")]
public sealed class FillsTheDisk(NoOptions options) : Answering
{
    protected override void Misbehave(FitContext context)
    {
        using var file = File.Create($"{Guid.NewGuid()}{options.GetHashCode()}");
        var block = new byte[1 << 20];
        while (true)
            file.Write(block);
    }
}

internal static class Processes
{
    // One child; one that has left its session; and one whose parent has ended.
    public static void StartOrphans(string what)
    {
        foreach (var script in (string[])["sleep 1000", "setsid sleep 1000", "(setsid sleep 1000 &) "])
        {
            var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add($"{script} # {what}");
            Process.Start(start);
        }
    }
}
