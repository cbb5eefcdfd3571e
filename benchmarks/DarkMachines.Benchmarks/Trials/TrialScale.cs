using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges;
using DarkMachines.Data;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Benchmarks.Trials;

/// <summary>
/// What planning, storing, ranking and asking cost when there are many trials. An executor that makes the scores up takes
/// the place of the work; all else is what a run does.
/// </summary>
internal static class TrialScale
{
    private const int Repeats = 20;
    private const int Queries = 20;

    public static int Run(int trials, long results)
    {
        var folder = Directory.CreateTempSubdirectory("darkmachines-scale-");
        try
        {
            var workspace = new Workspace(folder.FullName);
            using var store = ResultStore.Open(workspace);
            PlanRunAndRank(workspace, store, trials);
            FillAndAsk(store, results);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void PlanRunAndRank(Workspace workspace, ResultStore store, int trials)
    {
        var challenge = new MadeUpChallenge();
        var entrants = Enumerable.Range(0, trials).Select(i => new Entrant(
            $"entrant-{i % 100}", new JsonObject { ["number"] = i }, "made-up", EntrantSource.Run, () => throw new NotSupportedException())).ToArray();
        var limits = new TrialLimits(1, 1, 1);
        var plan = Timed($"plan {trials} trials", () => RunPlan.Make(new RunRequest(challenge, challenge.Tasks, entrants, 1, Repeats), challenge));
        var run = new TrialRun(workspace, store, challenge, challenge, TimeProvider.System);
        Timed("run, grade and store them", () => Complete(again: false));
        Timed("run again: all are kept", () => Complete(again: false));
        var kept = Timed("read the board's results", () => store.Of(challenge.Name, challenge.Version, challenge.Fingerprint));
        Timed("rank them", () => Board.Rank(challenge, kept));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory so far: {process.PeakWorkingSet64 >> 20} MB"));

        bool Complete(bool again)
        {
            run.Complete(plan, limits, again, new MadeUpExecutor(), new Silent(), CancellationToken.None);
            return true;
        }
    }

    private static void FillAndAsk(ResultStore store, long results)
    {
        var sample = store.Newest(1)[0];
        Timed($"fill up to {results} results", () =>
        {
            for (var i = store.Count; i < results; i++)
                store.Add(sample with { Id = $"{i:x16}", DataHash = $"data-{i % 20000}" }, folder: null);
            return true;
        });
        Ask("find a result by its id", () => store.Find($"{results / 2:x16}"));
        Ask("find a result by its first digits", () => store.StartingWith($"{results / 2:x16}"[..15]));
        Ask("list the newest 50", () => store.Newest(50));
        Ask("the board of one data set (50 rows)", () => store.Of(sample.Challenge, sample.Version, "data-777"));
        Ask("the board of the newest data set", () => store.Of(sample.Challenge, sample.Version, null));
        Ask("count", () => store.Count);
    }

    private static void Ask<T>(string what, Func<T> query)
    {
        query();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Queries; i++)
            query();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalMilliseconds / Queries:0.00} ms"));
    }

    private static T Timed<T>(string what, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:0.00} s"));
        return result;
    }

    // Writes the files that a worker writes.
    private sealed class MadeUpExecutor : ITrialExecutor
    {
        public void Execute(IReadOnlyList<TrialOrder> orders, Action<TrialEvent> tell, CancellationToken cancellation)
        {
            foreach (var order in orders)
            {
                var folder = order.Prepare();
                NpyFile.Write(Path.Combine(folder.Path, "scores.npy"), [0.25f, 0.75f], [2]);
                folder.WriteResult(TrialRecord.Answered(order.Trial, TimeProvider.System) with { ScoreSeconds = 0.1 });
                tell(new TrialEvent(order, TrialState.Ended));
            }
        }
    }
}
