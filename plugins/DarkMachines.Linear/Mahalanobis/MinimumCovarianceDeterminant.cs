using MathNet.Numerics.Distributions;

namespace DarkMachines.Linear;

/// <summary>
/// Finds the rows that a normal distribution describes without the outliers: FAST-MCD (Rousseeuw and Van Driessen,
/// Technometrics 41 (1999) 212) and its reweighting.
/// </summary>
/// <remarks>
/// The half of the rows (or the share asked for) whose covariance has the least determinant is sought from many random
/// starts, each improved by C-steps: fit to the half, then take the half that is nearest (section 3, theorem 1). Of very many
/// rows the starts see a random part. Distances are scaled so that their median is that of the χ² distribution, and
/// the rows below its 97.5 % point make the answer (section 4, last step).
/// </remarks>
internal sealed class MinimumCovarianceDeterminant
{
    private const int Starts = 500;
    private const int StepsAtFirst = 2;
    private const int Kept = 10;
    private const int MostSteps = 100;
    private const int MostRowsForStarts = 1500;
    private const double ShareInside = 0.975;

    private readonly TrainingRows _training;
    private readonly FitContext _context;
    private readonly double _floor;

    /// <param name="training">The rows.</param>
    /// <param name="floor">Least eigenvalue of a correlation matrix.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    public MinimumCovarianceDeterminant(TrainingRows training, double floor, FitContext context)
    {
        _training = training;
        _floor = floor;
        _context = context;
    }

    /// <summary>The rows that are no outliers, in ascending order.</summary>
    /// <param name="share">Share of the weight that the determinant is taken of; 0 for the least that breaks down last, (n + d + 1) / 2n.</param>
    public int[] Inliers(double share)
    {
        var rows = _training.ThatCount();
        var columns = _training.ColumnCount;
        if (rows.Length <= columns + 1)
            return rows;
        var part = share > 0 ? share : Math.Min(1, (rows.Length + columns + 1) / (2.0 * rows.Length));
        var best = Search(rows, part);

        // Of the core's own distances, before and after scaling: median ↔ χ² median.
        var square = Squares(best.Model, rows);
        var scale = WeightedMedian(rows, square) / ChiSquared.InvCDF(columns, 0.5);
        var limit = ChiSquared.InvCDF(columns, ShareInside) * scale;
        int[] inside = [.. rows.Where((_, i) => square[i] < limit)];
        return inside.Length > columns ? inside : best.Rows;
    }

    private Core Search(int[] rows, double part)
    {
        var seen = Sample(rows);
        var starts = new Core?[Starts];
        _context.ForEach(Starts, start =>
        {
            var random = _context.Random((ulong)start + 1);
            var core = Fit(RandomRows(seen, _training.ColumnCount + 1, random));
            for (var step = 0; step < StepsAtFirst && core is not null; step++)
                core = Step(core, seen, part);
            starts[start] = core;
        });
        var candidates = starts.OfType<Core>().OrderBy(core => core.LogDeterminant).Take(Kept).ToArray();
        if (candidates.Length == 0)
            candidates = [Fit(rows)!];
        var finished = new Core[candidates.Length];
        _context.ForEach(finished.Length, i => finished[i] = Converge(candidates[i], rows, part));
        return finished.MinBy(core => core.LogDeterminant)!;
    }

    private int[] Sample(int[] rows)
    {
        if (rows.Length <= MostRowsForStarts)
            return rows;
        var sample = RandomRows(rows, MostRowsForStarts, _context.Random(0));
        Array.Sort(sample);
        return sample;
    }

    private static int[] RandomRows(int[] rows, int count, RandomStream random)
    {
        var chosen = (int[])rows.Clone();
        for (var i = 0; i < count; i++)
        {
            var other = i + random.Below(chosen.Length - i);
            (chosen[i], chosen[other]) = (chosen[other], chosen[i]);
        }

        return chosen[..count];
    }

    private Core Converge(Core core, int[] rows, double part)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            if (Step(core, rows, part) is not { } next || next.Rows.AsSpan().SequenceEqual(core.Rows))
                break;
            core = next;
        }

        return core;
    }

    // The nearest rows, until their weight is the part asked for.
    private Core? Step(Core core, int[] rows, double part)
    {
        var square = Squares(core.Model, rows);
        var order = (int[])rows.Clone();
        Array.Sort(square, order);
        var needed = part * rows.Sum(row => _training.Weight(row));
        var weight = 0.0;
        var count = 0;
        while (count < order.Length && weight < needed * (1 - 1e-12))
            weight += _training.Weight(order[count++]);
        var nearest = order[..count];
        Array.Sort(nearest);
        return Fit(nearest);
    }

    private Core? Fit(int[] rows)
    {
        var table = TrainingRows.Check(_training.Table.SelectRows(rows));
        var alone = new FitContext(_context.Seed, 1, null, _context.Cancellation);
        var moments = ColumnMoments.Of(table, alone);
        if (Array.Exists(moments.Variances, variance => variance == 0))
            return null;
        var standardised = new StandardisedRows(table, moments);
        var (values, vectors) = Correlations.Decompose(Correlations.Of(standardised, alone), standardised.ColumnCount);
        var model = MahalanobisModel.From(table.Table.Features, standardised.Means, standardised.Spreads, values, vectors, _floor);
        return new Core(model, rows, model.LogDeterminant);
    }

    private double[] Squares(MahalanobisModel model, int[] rows)
    {
        var squares = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            squares[i] = model.SquaredDistance(_training.Table.Row(rows[i]));
        return squares;
    }

    // The mean of the two in the middle where the weight below and above is the same.
    private double WeightedMedian(int[] rows, double[] values)
    {
        var order = Enumerable.Range(0, rows.Length).OrderBy(i => values[i]).ToArray();
        var half = rows.Sum(row => _training.Weight(row)) / 2;
        var weight = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            weight += _training.Weight(rows[order[i]]);
            if (weight > half * (1 + 1e-12) || i == order.Length - 1)
                return values[order[i]];
            if (weight >= half * (1 - 1e-12))
                return (values[order[i]] + values[order[i + 1]]) / 2;
        }

        return 0;
    }

    private sealed record Core(MahalanobisModel Model, int[] Rows, double LogDeterminant);
}
