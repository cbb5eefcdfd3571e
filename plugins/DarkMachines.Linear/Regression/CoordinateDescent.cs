using System.Globalization;

namespace DarkMachines.Linear;

/// <summary>
/// Minimises, for each value, |y − Z v|² / 2W + Σⱼ aⱼ |vⱼ| + Σⱼ bⱼ vⱼ² / 2 in standardised columns Z and value y, one
/// coordinate after the other.
/// </summary>
internal sealed class CoordinateDescent
{
    // Looking at the gap costs as much as a round.
    private const int RoundsBetweenLooks = 5;

    private readonly LeastSquares _problem;
    private readonly double[] _absolute;
    private readonly double[] _quadratic;
    private readonly double[] _coefficients;
    private readonly double[] _gradient;
    private readonly int _output;

    private CoordinateDescent(LeastSquares problem, int output, double absolute, double quadratic)
    {
        _problem = problem;
        _output = output;
        // With wⱼ = vⱼ · spread of y / spread of column j, and the function divided by the variance of y.
        _absolute = [.. problem.Points.Spreads.Select(spread => absolute / (spread * problem.Values.Spreads[output]))];
        _quadratic = [.. problem.Points.Spreads.Select(spread => quadratic / (spread * spread))];
        _coefficients = new double[problem.Columns];
        _gradient = problem.Products[(output * problem.Columns)..((output + 1) * problem.Columns)];
    }

    /// <param name="problem">The data.</param>
    /// <param name="absolute">Weight of the penalty on absolute values, in the table's units.</param>
    /// <param name="quadratic">Weight of the penalty on half the squares.</param>
    /// <param name="tolerance">Duality gap at which a fit has converged.</param>
    /// <param name="maxRounds">Most rounds.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="UnusableDataException">A fit has not converged.</exception>
    public static LinearModel Fit(LeastSquares problem, double absolute, double quadratic, double tolerance, int maxRounds, FitContext context)
    {
        var coefficients = new double[problem.Outputs * problem.Columns];
        var freedom = new double[problem.Outputs];
        context.ForEach(problem.Outputs, output =>
        {
            var descent = new CoordinateDescent(problem, output, absolute, quadratic);
            descent.Run(tolerance, maxRounds, context.Cancellation);
            descent._coefficients.CopyTo(coefficients.AsSpan(output * problem.Columns));
            // Zou, Hastie and Tibshirani, Ann. Stat. 35 (2007) 2173: the lasso is as free as it has coefficients.
            freedom[output] = descent._coefficients.Count(coefficient => coefficient != 0);
        });
        return problem.Model(coefficients, freedom);
    }

    private void Run(double tolerance, int maxRounds, CancellationToken cancellation)
    {
        for (var round = 0; round < maxRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (round % RoundsBetweenLooks == 0 && Gap() <= tolerance)
                return;
            for (var j = 0; j < _coefficients.Length; j++)
                Minimise(j);
        }

        var gap = Gap();
        if (gap > tolerance)
        {
            throw new UnusableDataException(
                string.Create(CultureInfo.InvariantCulture, $"The fit of '{_problem.Values.Features[_output].Name}' has not converged after {maxRounds} rounds: the duality gap is {gap:g3}, the tolerance {tolerance:g3}."),
                "Raise max-iterations, the tolerance or alpha.");
        }
    }

    // The gradient is that of the squares alone, zⱼ · (y − Z v) / W.
    private void Minimise(int column)
    {
        var old = _coefficients[column];
        var line = _problem.Correlations.AsSpan(column * _coefficients.Length, _coefficients.Length);
        if (line[column] == 0)
            return;
        var slope = _gradient[column] + line[column] * old;
        var shrunk = Math.Max(Math.Abs(slope) - _absolute[column], 0);
        var best = Math.CopySign(shrunk, slope) / (line[column] + _quadratic[column]);
        if (best == old)
            return;
        _coefficients[column] = best;
        Vectors.AddMultiple(old - best, line, _gradient);
    }

    // Half the mean squared residual is the function's first term. Scaling the residual so that no column pulls harder than
    // its penalty gives a point of the dual problem; the quadratic penalty counts as further rows.
    private double Gap()
    {
        var residual = _problem.Residual(_output, _coefficients);
        var variance = _problem.Values.IsConstant(_output) ? 0 : 1.0;
        double absolute = 0, quadratic = 0, scale = 1;
        for (var j = 0; j < _coefficients.Length; j++)
        {
            var pull = Math.Abs(_gradient[j] - _quadratic[j] * _coefficients[j]);
            if (pull > _absolute[j])
                scale = Math.Min(scale, _absolute[j] / pull);
            absolute += _absolute[j] * Math.Abs(_coefficients[j]);
            quadratic += _quadratic[j] * _coefficients[j] * _coefficients[j];
        }

        var products = _problem.Products.AsSpan(_output * _coefficients.Length, _coefficients.Length);
        var residualTimesValue = variance - Vectors.Dot(_coefficients, products);
        var primal = 0.5 * (residual + quadratic) + absolute;
        var dual = scale * residualTimesValue - 0.5 * scale * scale * (residual + quadratic);
        return 2 * (primal - dual);
    }
}
