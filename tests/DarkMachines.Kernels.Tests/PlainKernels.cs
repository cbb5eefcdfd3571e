namespace DarkMachines.Kernels.Tests;

/// <summary>The plain reference for Gaussian kernels of diagonal covariance, in double.</summary>
internal static class PlainKernels
{
    public static double[] LogDensities(float[] train, float[]? weights, int columns, float[] queries, double bandwidth)
    {
        var rows = train.Length / columns;
        var shares = Enumerable.Range(0, rows).Select(row => (double)(weights?[row] ?? 1)).ToArray();
        var total = shares.Sum();
        var widths = new double[columns];
        for (var column = 0; column < columns; column++)
        {
            var mean = Enumerable.Range(0, rows).Sum(row => shares[row] * train[row * columns + column]) / total;
            var variance = Enumerable.Range(0, rows).Sum(row => shares[row] * Math.Pow(train[row * columns + column] - mean, 2)) / total;
            widths[column] = bandwidth * (rows == 1 ? 1 : Math.Sqrt(variance));
        }

        return [.. queries.Chunk(columns).Select(query =>
        {
            var logs = Enumerable.Range(0, rows).Select(row => Math.Log(shares[row]) - 0.5 * query.Select((value, column) =>
                Math.Pow((value - train[row * columns + column]) / widths[column], 2)).Sum()).ToArray();
            var greatest = logs.Max();
            return greatest + Math.Log(logs.Sum(log => Math.Exp(log - greatest)) / total) - widths.Sum(Math.Log) - columns / 2.0 * Math.Log(2 * Math.PI);
        })];
    }
}
