namespace DarkMachines.Linear;

/// <summary>
/// The function that logistic regression minimises, divided by C times the total weight, in terms of standardised
/// columns: mean loss + Σ λⱼ vⱼ²/2 with vⱼ = sⱼ wⱼ and λⱼ = 1 / (C × total weight × sⱼ²). It is the user's function in
/// other coordinates, so the minimum is the user's, but its curvature is of order one whatever the units of the columns.
/// </summary>
/// <remarks>
/// The parameters are one vector a score: a coefficient a column, then the intercept. With two classes there is one score,
/// that of the second; the first class's is zero. With more there is one a class.
/// </remarks>
internal sealed class LogisticObjective
{
    private const int MostParametersForHessian = 256;

    private readonly StandardisedRows _rows;
    private readonly int[] _classOf;
    private readonly int _classes;
    private readonly int _firstScored;
    private readonly FitContext _context;
    private readonly double[] _penalties;

    public LogisticObjective(StandardisedRows rows, int[] classOf, int classes, double c, FitContext context)
    {
        _rows = rows;
        _classOf = classOf;
        _classes = classes;
        _firstScored = classes == 2 ? 1 : 0;
        _context = context;
        _penalties = [.. rows.Spreads.Select(spread => 1 / (c * rows.TotalWeight * spread * spread)), 0];
    }

    public int ParameterCount => Scores * Stride;

    /// <summary>True if there are few enough parameters for the matrix of second derivatives.</summary>
    public bool HasHessian => ParameterCount <= MostParametersForHessian;

    private int Scores => _classes - _firstScored;

    private int Stride => _rows.ColumnCount + 1;

    /// <summary>
    /// Value and derivatives: all second derivatives if there are few parameters, else those by one parameter alone.
    /// </summary>
    public LogisticPoint At(double[] parameters)
    {
        int count = ParameterCount, curvatures = HasHessian ? count * count : count;
        var probabilities = HasHessian ? [] : new double[_rows.Count * Scores];
        var sums = RowSum.Over(_rows.Count, 1 + count + curvatures, _context, (start, end, sum) =>
        {
            var tile = Tile(start, end);
            var shares = new double[end - start];
            _rows.CopyShares(start, end, shares);
            var ofRows = new double[_classes * shares.Length];
            sum[0] += LossAndProbabilities(parameters, tile, shares, _classOf.AsSpan(start, shares.Length), ofRows);
            for (var k = 0; k < Scores && !HasHessian; k++)
                OfClass(ofRows, k + _firstScored, shares.Length).CopyTo(probabilities.AsSpan(k * _rows.Count + start));
            AddGradient(tile, shares, _classOf.AsSpan(start, shares.Length), ofRows, sum.Slice(1, count));
            AddCurvature(tile, shares, ofRows, sum[(1 + count)..]);
        });

        var gradient = sums[1..(1 + count)];
        var curvature = sums[(1 + count)..];
        for (var p = 0; p < count; p++)
        {
            var penalty = _penalties[p % Stride];
            sums[0] += 0.5 * penalty * parameters[p] * parameters[p];
            gradient[p] += penalty * parameters[p];
            if (!HasHessian)
                curvature[p] += penalty;
        }

        if (HasHessian)
            Complete(curvature);
        return new LogisticPoint(parameters, sums[0], gradient, curvature, probabilities);
    }

    /// <summary>The matrix of second derivatives at a point, times a vector.</summary>
    public double[] HessianTimes(LogisticPoint point, double[] vector)
    {
        var product = RowSum.Over(_rows.Count, ParameterCount, _context, (start, end, sum) =>
        {
            var tile = Tile(start, end);
            var shares = new double[end - start];
            _rows.CopyShares(start, end, shares);
            var slopes = new double[Scores * shares.Length];
            var meanSlopes = new double[shares.Length];
            var weighted = new double[shares.Length];
            for (var k = 0; k < Scores; k++)
            {
                var slope = OfClass(slopes, k, shares.Length);
                AddScores(vector, k, tile, slope);
                Vectors.Multiply(point.Probabilities.AsSpan(k * _rows.Count + start, shares.Length), slope, weighted);
                Vectors.AddMultiple(1, weighted, meanSlopes);
            }

            for (var k = 0; k < Scores; k++)
            {
                var slope = OfClass(slopes, k, shares.Length);
                Vectors.AddMultiple(-1, meanSlopes, slope);
                Vectors.Multiply(point.Probabilities.AsSpan(k * _rows.Count + start, shares.Length), slope, weighted);
                Vectors.Multiply(shares, weighted, weighted);
                AddColumnSums(tile, weighted, sum.Slice(k * Stride, Stride));
            }
        });

        for (var p = 0; p < product.Length; p++)
            product[p] += _penalties[p % Stride] * vector[p];
        return product;
    }

    /// <summary>The coefficients of one class in units of the table's columns; returns its intercept.</summary>
    public double InUnitsOfTheTable(double[] parameters, int classPlace, Span<double> coefficients)
    {
        coefficients.Clear();
        if (classPlace < _firstScored)
            return 0;
        var ofScore = OfScore(parameters, classPlace);

        // A constant may be added to all intercepts without any effect; they are given such that they add to zero.
        var intercept = ofScore[^1] - (_firstScored == 1 ? 0 : MeanIntercept(parameters));
        for (var j = 0; j < coefficients.Length; j++)
        {
            coefficients[j] = ofScore[j] / _rows.Spreads[j];
            intercept -= coefficients[j] * _rows.Means[j];
        }

        return intercept;
    }

    private double MeanIntercept(double[] parameters)
    {
        var sum = 0.0;
        for (var k = 0; k < _classes; k++)
            sum += OfScore(parameters, k)[^1];
        return sum / _classes;
    }

    // Per class the probabilities of all rows; returns the sum of the rows' losses times their shares.
    private double LossAndProbabilities(
        double[] parameters, ColumnTile tile, ReadOnlySpan<double> shares, ReadOnlySpan<int> classOf, double[] probabilities)
    {
        for (var k = 0; k < Scores; k++)
            AddScores(parameters, k, tile, OfClass(probabilities, k + _firstScored, shares.Length));
        return _classes == 2
            ? LogisticLoss.OfTwo(shares, classOf, probabilities)
            : LogisticLoss.OfMany(shares, classOf, probabilities, _classes);
    }

    private void AddGradient(
        ColumnTile tile, ReadOnlySpan<double> shares, ReadOnlySpan<int> classOf, double[] probabilities, Span<double> gradient)
    {
        var errors = new double[shares.Length];
        for (var k = 0; k < Scores; k++)
        {
            var ofClass = OfClass(probabilities, k + _firstScored, shares.Length);
            for (var i = 0; i < errors.Length; i++)
                errors[i] = shares[i] * (ofClass[i] - (classOf[i] == k + _firstScored ? 1 : 0));
            AddColumnSums(tile, errors, gradient.Slice(k * Stride, Stride));
        }
    }

    private void AddCurvature(ColumnTile tile, ReadOnlySpan<double> shares, double[] probabilities, Span<double> curvature)
    {
        var bends = new double[shares.Length];
        for (var k = 0; k < Scores; k++)
        {
            var first = OfClass(probabilities, k + _firstScored, shares.Length);
            for (var l = HasHessian ? 0 : k; l <= k; l++)
            {
                var second = OfClass(probabilities, l + _firstScored, shares.Length);
                for (var i = 0; i < bends.Length; i++)
                    bends[i] = shares[i] * first[i] * ((k == l ? 1 : 0) - second[i]);
                if (HasHessian)
                    tile.AddProducts(bends, Stride, curvature[(k * Stride * ParameterCount + l * Stride)..], ParameterCount, isWhole: k != l);
                else
                    AddSquares(tile, bends, curvature.Slice(k * Stride, Stride));
            }
        }
    }

    private static void AddSquares(ColumnTile tile, ReadOnlySpan<double> weights, Span<double> sums)
    {
        var weighted = new double[weights.Length];
        for (var j = 0; j < sums.Length; j++)
        {
            Vectors.Multiply(weights, tile.Column(j), weighted);
            sums[j] += Vectors.Dot(weighted, tile.Column(j));
        }
    }

    // With a score a class, adding a constant to all classes' parameters of one column changes no probability; those
    // directions, flat but for the penalty, are given a curvature of one. The gradient has no part along them, so the step
    // has none either.
    private void Complete(double[] hessian)
    {
        var order = ParameterCount;
        Vectors.MirrorLowerTriangle(hessian, order);
        for (var p = 0; p < order; p++)
        {
            hessian[p * order + p] += _penalties[p % Stride];
            for (var q = p % Stride; q < order && Scores > 1; q += Stride)
                hessian[p * order + q] += 1;
        }
    }

    private void AddScores(double[] parameters, int place, ColumnTile tile, Span<double> scores)
    {
        for (var j = 0; j < Stride; j++)
            Vectors.AddMultiple(parameters[place * Stride + j], tile.Column(j), scores);
    }

    private static void AddColumnSums(ColumnTile tile, ReadOnlySpan<double> weights, Span<double> sums)
    {
        for (var j = 0; j < sums.Length; j++)
            sums[j] += Vectors.Dot(tile.Column(j), weights);
    }

    // The intercept's column is a last column of ones.
    private ColumnTile Tile(int start, int end)
    {
        var tile = new ColumnTile(Stride);
        _rows.Copy(start, end, tile);
        tile.Column(Stride - 1).Fill(1);
        return tile;
    }

    private static Span<double> OfClass(double[] values, int place, int rows) => values.AsSpan(place * rows, rows);

    private Span<double> OfScore(Span<double> parameters, int classPlace) =>
        parameters.Slice((classPlace - _firstScored) * Stride, Stride);
}
