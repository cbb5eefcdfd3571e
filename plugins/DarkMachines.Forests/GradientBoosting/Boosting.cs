namespace DarkMachines.Forests;

/// <summary>Adds trees that follow the gradient of a loss (Friedman, Ann. Stat. 29 (2001) 1189), and stops when rows held out are answered no better.</summary>
internal sealed class Boosting
{
    private const int BlockRows = 1024;

    private readonly FeatureTable _table;
    private readonly int[] _rows;
    private readonly int[] _heldOut;
    private readonly double[] _weights;
    private readonly ILoss _loss;
    private readonly GradientBoostingOptions _options;
    private readonly FitContext _context;
    private readonly Column[] _columns;

    /// <summary>Prepares.</summary>
    /// <param name="table">The training rows.</param>
    /// <param name="used">Those of weight above zero.</param>
    /// <param name="loss">The loss to lessen.</param>
    /// <param name="options">The options.</param>
    /// <param name="context">Seed, threads, progress and cancellation.</param>
    public Boosting(FeatureTable table, int[] used, ILoss loss, GradientBoostingOptions options, FitContext context)
    {
        (_table, _loss, _options, _context) = (table, loss, options, context);
        int[] order = [.. used];
        context.Random(0).Shuffle<int>(order);
        var heldOut = (int)(options.ValidationShare * used.Length);
        _heldOut = order[..heldOut];
        _rows = [.. order[heldOut..].Order()];
        _weights = Weights(table, used);
        _columns = new Column[table.ColumnCount];
        context.ForEach(_columns.Length, column => _columns[column] = Column.Build(table, column, _rows));
    }

    /// <summary>Rows to measure errors on: those held out, or all others if there are none.</summary>
    public IReadOnlyList<int> RowsToMeasure => _heldOut.Length > 0 ? _heldOut : _rows;

    /// <summary>Fits the trees.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public List<Tree> Fit()
    {
        var outputs = _loss.Outputs;
        var (scores, heldOutScores) = (Begin(_rows.Length), Begin(_heldOut.Length));
        var heldOutRows = _table.SelectRows(_heldOut);
        var derivatives = new NodeRow[outputs][];
        for (var output = 0; output < outputs; output++)
            derivatives[output] = new NodeRow[_rows.Length];
        var grower = new BoostedTreeGrower(_columns, _options, _context);
        var trees = new List<Tree>();
        var (best, bestLoss) = (0, double.PositiveInfinity);
        for (var iteration = 0; iteration < _options.Iterations; iteration++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            Derive(scores, derivatives);
            for (var output = 0; output < outputs; output++)
            {
                var (rows, offset) = (derivatives[output], output);
                trees.Add(grower.Grow(rows, output, (start, end, value) => AddTo(scores, rows.AsSpan(start..end), outputs, offset, value)));
                AddAnswers(trees[^1], heldOutRows, heldOutScores, output);
            }

            _context.Report((iteration + 1.0) / _options.Iterations, "growing trees");
            if (_heldOut.Length == 0)
                continue;
            var loss = Loss(heldOutScores);
            if (loss < bestLoss)
                (best, bestLoss) = (iteration + 1, loss);
            else if (iteration + 1 - best >= _options.Patience)
                break;
        }

        return _heldOut.Length == 0 ? trees : trees[..(best * outputs)];
    }

    private static double[] Weights(FeatureTable table, int[] used)
    {
        var weights = new double[table.RowCount];
        var mean = table.IsWeighted ? used.Average(row => (double)table.Weights[row]) : 1;
        foreach (var row in used)
            weights[row] = table.IsWeighted ? table.Weights[row] / mean : 1;
        return weights;
    }

    private double[] Begin(int rows)
    {
        var scores = new double[checked(rows * _loss.Outputs)];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = _loss.Start[i % _loss.Outputs];
        return scores;
    }

    private void Derive(double[] scores, NodeRow[][] derivatives) => _context.ForEach((_rows.Length + BlockRows - 1) / BlockRows, block =>
    {
        var outputs = derivatives.Length;
        var (first, second) = (new double[outputs], new float[outputs]);
        for (var i = block * BlockRows; i < Math.Min(_rows.Length, (block + 1) * BlockRows); i++)
        {
            _loss.Derivatives(_rows[i], scores.AsSpan(i * outputs, outputs), first, second);
            var weight = _weights[_rows[i]];
            for (var output = 0; output < outputs; output++)
                derivatives[output][i] = new NodeRow(i, (float)(weight * second[output]), weight * first[output]);
        }
    });

    private static void AddTo(double[] scores, ReadOnlySpan<NodeRow> rows, int outputs, int output, float value)
    {
        foreach (ref readonly var row in rows)
            scores[row.Row * outputs + output] += value;
    }

    private void AddAnswers(Tree tree, FeatureTable rows, double[] scores, int output)
    {
        for (var row = 0; row < rows.RowCount; row++)
            scores[row * _loss.Outputs + output] += tree.ValuesOf(tree.LeafOf(rows.Row(row)))[0];
    }

    private double Loss(double[] scores)
    {
        var loss = 0.0;
        for (var i = 0; i < _heldOut.Length; i++)
            loss += _weights[_heldOut[i]] * _loss.Of(_heldOut[i], scores.AsSpan(i * _loss.Outputs, _loss.Outputs));
        return loss;
    }
}
