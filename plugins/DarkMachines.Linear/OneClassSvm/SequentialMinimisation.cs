namespace DarkMachines.Linear;

/// <summary>Minimises αᵀKα / 2 over 0 ≤ αᵢ ≤ cᵢ with Σαᵢ given, two coordinates at a time.</summary>
internal sealed class SequentialMinimisation
{
    // Keeps a step finite where two points are the same.
    private const double LeastCurvature = 1e-12;
    private const int StepsBetweenLooks = 64;

    private readonly KernelCache _kernel;
    private readonly double[] _most;
    private readonly double[] _multipliers;
    private readonly double[] _gradient;

    private SequentialMinimisation(KernelCache kernel, double[] most, double sum, FitContext context)
    {
        _kernel = kernel;
        _most = most;
        _multipliers = new double[most.Length];
        _gradient = new double[most.Length];
        for (var i = 0; i < most.Length && sum > 0; i++)
        {
            if (i % StepsBetweenLooks == 0)
                context.Cancellation.ThrowIfCancellationRequested();
            _multipliers[i] = Math.Min(most[i], sum);
            sum -= _multipliers[i];
            Vectors.AddMultiple(_multipliers[i], kernel[i], _gradient);
        }
    }

    /// <summary>The multipliers, and the offset ρ that the border's score has.</summary>
    public static (double[] Multipliers, double Offset) Solve(GaussianKernel kernel, double[] weights, OneClassSvmOptions options, FitContext context)
    {
        var cache = new KernelCache(kernel, options.CacheMegabytes, context);
        var solver = new SequentialMinimisation(cache, weights, options.Nu * weights.Sum(), context);
        for (var step = 0L; solver.Step(options.Tolerance); step++)
        {
            if (step % StepsBetweenLooks == 0)
                context.Cancellation.ThrowIfCancellationRequested();
        }

        return (solver._multipliers, solver.Offset());
    }

    // The coordinate that may grow with the least gradient, and of those that may shrink the one that promises most.
    private bool Step(double tolerance)
    {
        var growing = -1;
        for (var i = 0; i < _gradient.Length; i++)
        {
            if (_multipliers[i] < _most[i] && (growing < 0 || _gradient[i] < _gradient[growing]))
                growing = i;
        }

        if (growing < 0)
            return false;
        var line = _kernel[growing];
        var shrinking = -1;
        double best = 0, violation = 0;
        for (var i = 0; i < _gradient.Length; i++)
        {
            var slope = _gradient[i] - _gradient[growing];
            if (_multipliers[i] <= 0 || slope <= 0)
                continue;
            violation = Math.Max(violation, slope);
            var gain = slope * slope / Math.Max(2 - 2 * line[i], LeastCurvature);
            if (gain > best)
                (best, shrinking) = (gain, i);
        }

        if (shrinking < 0 || violation < tolerance)
            return false;
        Move(growing, shrinking, line);
        return true;
    }

    private void Move(int growing, int shrinking, double[] line)
    {
        var step = (_gradient[shrinking] - _gradient[growing]) / Math.Max(2 - 2 * line[shrinking], LeastCurvature);
        double room = _most[growing] - _multipliers[growing], left = _multipliers[shrinking];
        step = Math.Min(step, Math.Min(room, left));
        _multipliers[growing] = step == room ? _most[growing] : _multipliers[growing] + step;
        _multipliers[shrinking] = step == left ? 0 : left - step;
        Vectors.AddMultiple(step, line, _gradient);
        Vectors.AddMultiple(-step, _kernel[shrinking], _gradient);
    }

    // The mean gradient of the points on the border; without any, the middle of what the others allow.
    private double Offset()
    {
        double sum = 0, low = double.NegativeInfinity, high = double.PositiveInfinity;
        var free = 0;
        for (var i = 0; i < _gradient.Length; i++)
        {
            if (_multipliers[i] >= _most[i])
            {
                low = Math.Max(low, _gradient[i]);
            }
            else if (_multipliers[i] <= 0)
            {
                high = Math.Min(high, _gradient[i]);
            }
            else
            {
                sum += _gradient[i];
                free++;
            }
        }

        return free > 0 ? sum / free
            : double.IsInfinity(high) ? low
            : double.IsInfinity(low) ? high
            : (low + high) / 2;
    }
}
