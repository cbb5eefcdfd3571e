using DarkMachines.Geometry;

namespace DarkMachines.Kernels;

/// <summary>Widths of kernels in units of the training rows' spread.</summary>
internal static class Bandwidth
{
    private const int Folds = 5;
    private const int MostRowsLeftOut = 1000;
    private const int Steps = 13;

    /// <summary>Scott's rule.</summary>
    public static double Scott(TrainingRows rows) => Math.Pow(EffectiveCount(rows), -1.0 / (rows.ColumnCount + 4));

    /// <summary>Silverman's rule.</summary>
    public static double Silverman(TrainingRows rows) =>
        Math.Pow(EffectiveCount(rows) * (rows.ColumnCount + 2) / 4, -1.0 / (rows.ColumnCount + 4));

    /// <summary>
    /// The multiple of Scott's under which rows left out are likeliest (Habbema, Hermans and van den Broek, COMPSTAT 1974,
    /// 101). Of each fold at most a thousand rows are asked about.
    /// </summary>
    /// <param name="rows">The training rows; a single one gets Scott's rule.</param>
    /// <param name="spread">Their spread.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public static double CrossValidated(TrainingRows rows, Scaling spread, FitContext context)
    {
        var scott = Scott(rows);
        if (rows.Count == 1)
            return scott;
        var order = Enumerable.Range(0, rows.Count).ToArray();
        context.Random(0).Shuffle<int>(order);
        var folds = Math.Min(Folds, rows.Count);
        var likelihoods = new double[Steps * folds];
        context.ForEach(likelihoods.Length, piece =>
        {
            var (step, fold) = Math.DivRem(piece, folds);
            likelihoods[piece] = LogLikelihood(rows, spread, scott * Multiple(step), order, fold, folds, context.Cancellation);
        });
        var best = Enumerable.Range(0, Steps).MaxBy(step => likelihoods.AsSpan(step * folds, folds).ToArray().Sum());
        return scott * Multiple(best);
    }

    private static double Multiple(int step) => Math.Pow(2, step / 3.0 - 3);

    private static double LogLikelihood(
        TrainingRows rows, Scaling spread, double bandwidth, int[] order, int fold, int folds, CancellationToken cancellation)
    {
        var kept = order.Where((_, i) => i % folds != fold).ToArray();
        var left = order.Where((_, i) => i % folds == fold).Take(MostRowsLeftOut).ToArray();
        var model = new KdeModel(TrainingRows.Check(rows.Table.SelectRows(kept)), spread, KernelShape.Gaussian, bandwidth);
        var sum = 0.0;
        var answer = new float[64];
        foreach (var chunk in left.Chunk(answer.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            model.LogDensity(rows.Table.SelectRows(chunk).Values, answer.AsSpan(0, chunk.Length));
            for (var i = 0; i < chunk.Length; i++)
                sum += rows.Weight(chunk[i]) * answer[i];
        }

        return sum;
    }

    private static double EffectiveCount(TrainingRows rows)
    {
        var squares = 0.0;
        for (var row = 0; row < rows.Count; row++)
            squares += rows.Weight(row) * rows.Weight(row);
        return rows.TotalWeight * rows.TotalWeight / squares;
    }
}
