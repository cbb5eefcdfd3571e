using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges.Baselines;
using DarkMachines.Challenges.DmAstro;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Benchmarks.Trials;

/// <summary>What a process of its own costs a trial, and what a second one at the same time gains.</summary>
internal static class TrialOverhead
{
    private const int Trials = 16;
    private const int Rounds = 3;

    /// <param name="program">The built program, <c>darkmachines.dll</c>.</param>
    public static int Run(string program)
    {
        var supervisor = new TrialSupervisor(new WorkerCommand(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet", [Path.GetFullPath(program)]), TimeProvider.System);
        var inProcess = new InProcessExecutor(new TrialWorker(new EntrantLoader(), TimeProvider.System), TimeProvider.System);
        for (var round = 0; round < Rounds; round++)
        {
            Seconds(inProcess); // warm
            double here = Seconds(inProcess), one = Seconds(new ProcessExecutor(supervisor, 1)), two = Seconds(new ProcessExecutor(supervisor, 2));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Trials} short trials: in-process {here / Trials:0.000} s each, a process each {one / Trials:0.000} s (overhead {(one - here) / Trials:0.000} s), two at a time {two / Trials:0.000} s: {one / two:0.00} times the throughput"));
        }

        return 0;
    }

    private static double Seconds(ITrialExecutor executor)
    {
        var folder = Directory.CreateTempSubdirectory("darkmachines-overhead-");
        try
        {
            var workspace = new Workspace(folder.FullName);
            using var store = ResultStore.Open(workspace);
            var challenge = new DmAstroChallenge();
            var data = challenge.Load(dataRoot: null);
            var plan = Enumerable.Range(0, Trials).Select(i => new PlannedTrial(new Trial(
                challenge, challenge.Tasks[0], RandomGuess.Entrant with { Options = new JsonObject { ["number"] = i } }, (ulong)i, 1, data.Fingerprint))).ToArray();
            var run = new TrialRun(workspace, store, challenge, data, TimeProvider.System);
            var watch = Stopwatch.StartNew();
            run.Complete(plan, new TrialLimits(60, 1000, 1), again: false, executor, new Silent(), CancellationToken.None);
            return watch.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
