namespace DarkMachines.Statistics.Searches;

/// <summary>The downhill simplex (Nelder and Mead, Comput. J. 7 (1965) 308) for a few parameters; deterministic.</summary>
internal static class SimplexSearch
{
    private const int MostSteps = 400;
    private const double Step = 0.7, Tolerance = 1e-7;

    /// <summary>Climbs from a start.</summary>
    /// <param name="function">The function; negative infinity where it is not defined.</param>
    /// <param name="start">Where to start.</param>
    public static (double Value, double[] Point) Maximise(Func<double[], double> function, double[] start)
    {
        var corners = Enumerable.Range(0, start.Length + 1).Select(i => At([.. start.Select((x, j) => j == i - 1 ? x + Step : x)])).ToArray();
        for (var step = 0; step < MostSteps; step++)
        {
            Array.Sort(corners, (a, b) => b.Value.CompareTo(a.Value));
            if (corners[0].Value - corners[^1].Value < Tolerance)
                break;
            var middle = start.Select((_, j) => corners[..^1].Average(corner => corner.Point[j])).ToArray();
            var reflected = Along(-1);
            if (reflected.Value > corners[0].Value)
                corners[^1] = Along(-2) is { } expanded && expanded.Value > reflected.Value ? expanded : reflected;
            else if (reflected.Value > corners[^2].Value)
                corners[^1] = reflected;
            else if (Along(0.5) is { } contracted && contracted.Value > corners[^1].Value)
                corners[^1] = contracted;
            else
                Shrink();

            (double Value, double[] Point) Along(double share) => At([.. middle.Select((m, j) => m + share * (corners[^1].Point[j] - m))]);
        }

        return corners.MaxBy(corner => corner.Value);

        (double Value, double[] Point) At(double[] point) => (function(point), point);

        void Shrink()
        {
            for (var i = 1; i < corners.Length; i++)
                corners[i] = At([.. corners[i].Point.Select((x, j) => (x + corners[0].Point[j]) / 2)]);
        }
    }
}
