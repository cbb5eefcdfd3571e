namespace DarkMachines.Linear;

/// <summary>The kernel exp(−γ |x − y|²).</summary>
internal sealed class GaussianKernel(CentredPoints points, double gamma)
{
    // A line of fewer values is not worth a second thread.
    private const int LeastValuesForThreads = 1 << 16;
    private const int PointsInPiece = 4096;

    private readonly double[] _squares = [.. Enumerable.Range(0, points.Count).Select(i => Vectors.Dot(points[i], points[i]))];

    public double Gamma { get; } = gamma;

    public int Count => points.Count;

    /// <summary>The kernel of one point with every point.</summary>
    public double[] Line(int point, FitContext context)
    {
        var line = new double[points.Count];
        var pieces = (points.Count + PointsInPiece - 1) / PointsInPiece;
        if ((long)points.Count * points.Columns < LeastValuesForThreads || context.Threads == 1)
            Fill(0, line.Length);
        else
            context.ForEach(pieces, piece => Fill(piece * PointsInPiece, Math.Min((piece + 1) * PointsInPiece, line.Length)));
        return line;

        void Fill(int start, int end)
        {
            for (var i = start; i < end; i++)
                line[i] = i == point ? 1 : Value(Math.Max(_squares[point] + _squares[i] - 2 * Vectors.Dot(points[point], points[i]), 0), Gamma);
        }
    }

    /// <summary>The kernel at a squared distance.</summary>
    public static double Value(double square, double gamma) => Math.Exp(-gamma * square);
}
