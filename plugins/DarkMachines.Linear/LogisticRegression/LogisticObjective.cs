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

    private int Scores => _classes - _firstScored;

    private int Stride => _rows.ColumnCount + 1;

    /// <summary>Value and derivatives.</summary>
    public LogisticPoint At(double[] parameters)
    {
        var count = ParameterCount;
        var probabilities = new double[_rows.Count * _classes];
        var sums = RowSum.Over(_rows.Count, 1 + 2 * count, _context, (start, end, sum) =>
        {
            var standardised = RowBuffer();
            for (var i = start; i < end; i++)
            {
                _rows.Copy(i, standardised);
                var ofRow = probabilities.AsSpan(i * _classes, _classes);
                sum[0] += _rows.Share(i) * LossAndProbabilities(parameters, standardised, _classOf[i], ofRow);
                AddDerivatives(i, standardised, ofRow, sum.Slice(1, count), sum[(1 + count)..]);
            }
        });

        var gradient = sums[1..(1 + count)];
        var curvature = sums[(1 + count)..];
        for (var p = 0; p < count; p++)
        {
            var penalty = _penalties[p % Stride];
            sums[0] += 0.5 * penalty * parameters[p] * parameters[p];
            gradient[p] += penalty * parameters[p];
            curvature[p] += penalty;
        }

        return new LogisticPoint(parameters, sums[0], gradient, curvature, probabilities);
    }

    /// <summary>The matrix of second derivatives at a point, times a vector.</summary>
    public double[] HessianTimes(LogisticPoint point, double[] vector)
    {
        var product = RowSum.Over(_rows.Count, ParameterCount, _context, (start, end, sum) =>
        {
            var standardised = RowBuffer();
            var slopes = new double[_classes];
            for (var i = start; i < end; i++)
            {
                _rows.Copy(i, standardised);
                var probabilities = point.Probabilities.AsSpan(i * _classes, _classes);
                var meanSlope = 0.0;
                for (var k = _firstScored; k < _classes; k++)
                {
                    slopes[k] = Vectors.Dot(OfScore(vector, k), standardised);
                    meanSlope += probabilities[k] * slopes[k];
                }

                for (var k = _firstScored; k < _classes; k++)
                    Vectors.AddMultiple(_rows.Share(i) * probabilities[k] * (slopes[k] - meanSlope), standardised, OfScore(sum, k));
            }
        });

        for (var p = 0; p < product.Length; p++)
            product[p] += _penalties[p % Stride] * vector[p];
        return product;
    }

    /// <summary>
    /// The matrix of second derivatives at a point. With a score a class, adding a constant to all classes' parameters of one
    /// column changes no probability; those directions, flat but for the penalty, are given a curvature of one.
    /// The gradient has no part along them, so the step has none either.
    /// </summary>
    public double[] Hessian(LogisticPoint point)
    {
        var order = ParameterCount;
        var matrix = RowSum.Over(_rows.Count, order * order, _context, (start, end, sum) =>
        {
            var standardised = RowBuffer();
            for (var i = start; i < end; i++)
            {
                _rows.Copy(i, standardised);
                AddSecondDerivatives(i, standardised, point.Probabilities.AsSpan(i * _classes, _classes), sum);
            }
        });

        Vectors.MirrorLowerTriangle(matrix, order);
        for (var p = 0; p < order; p++)
        {
            matrix[p * order + p] += _penalties[p % Stride];
            for (var q = p % Stride; q < order && Scores > 1; q += Stride)
                matrix[p * order + q] += 1;
        }

        return matrix;
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

    private double LossAndProbabilities(double[] parameters, double[] standardised, int trueClass, Span<double> scores)
    {
        scores[0] = 0;
        for (var k = _firstScored; k < _classes; k++)
            scores[k] = Vectors.Dot(OfScore(parameters, k), standardised);
        var shortfall = 0.0;
        foreach (var score in scores)
            shortfall = Math.Max(shortfall, score - scores[trueClass]);
        return shortfall + Softmax.InPlace(scores);
    }

    private void AddDerivatives(
        int row, double[] standardised, ReadOnlySpan<double> probabilities, Span<double> gradient, Span<double> curvature)
    {
        for (var k = _firstScored; k < _classes; k++)
        {
            var probability = probabilities[k];
            var error = probability - (_classOf[row] == k ? 1 : 0);
            Vectors.AddMultiple(_rows.Share(row) * error, standardised, OfScore(gradient, k));
            var bend = _rows.Share(row) * probability * (1 - probability);
            var ofScore = OfScore(curvature, k);
            for (var j = 0; j < ofScore.Length; j++)
                ofScore[j] += bend * standardised[j] * standardised[j];
        }
    }

    // The blocks of each score with itself and those before it.
    private void AddSecondDerivatives(int row, double[] standardised, ReadOnlySpan<double> probabilities, Span<double> matrix)
    {
        for (var k = 0; k < Scores; k++)
        {
            for (var l = 0; l <= k; l++)
            {
                var probability = probabilities[k + _firstScored];
                var bend = _rows.Share(row) * probability * ((k == l ? 1 : 0) - probabilities[l + _firstScored]);
                for (var j = 0; j < Stride; j++)
                {
                    var line = matrix.Slice((k * Stride + j) * ParameterCount + l * Stride, Stride);
                    Vectors.AddMultiple(bend * standardised[j], standardised, line);
                }
            }
        }
    }

    // The intercept's column is a last column of ones.
    private double[] RowBuffer()
    {
        var buffer = new double[Stride];
        buffer[^1] = 1;
        return buffer;
    }

    private Span<double> OfScore(Span<double> parameters, int classPlace) =>
        parameters.Slice((classPlace - _firstScored) * Stride, Stride);
}
