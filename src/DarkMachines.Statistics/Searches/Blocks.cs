namespace DarkMachines.Statistics.Searches;

/// <summary>Work on rows in blocks: few enough for little overhead, many enough for all threads.</summary>
internal static class Blocks
{
    private const int Rows = 256;

    public static void ForEach(FitContext context, int count, Action<int, int> work) =>
        context.ForEach((count + Rows - 1) / Rows, block => work(block * Rows, Math.Min((block + 1) * Rows, count)));
}
