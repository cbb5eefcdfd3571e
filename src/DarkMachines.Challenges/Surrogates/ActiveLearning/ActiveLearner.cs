namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>
/// Chooses the points that an oracle is asked about where a classifier is least certain (Caron, Heskes, Otten, Stienen, Eur.
/// Phys. J. C 79 (2019) 944), by one of the measures of <see cref="Uncertainty"/>.
/// </summary>
/// <param name="algorithm">Learns from the points so far.</param>
/// <param name="oracle">Is asked about those chosen. Points that it fails on are left out, and cost as much.</param>
/// <param name="candidates">Where points come from.</param>
/// <param name="options">How many of them, and when.</param>
public sealed class ActiveLearner(IClassifier algorithm, IOracle oracle, ICandidates candidates, ActiveLearningOptions options)
{
    // Few enough that what an ensemble's members say of them stays small, and enough to keep every thread at work.
    private const int CandidatesAtOnce = 1024;

    private readonly List<float> _points = [];
    private readonly List<int> _classes = [];
    private int _asked;

    /// <summary>Learns, step by step, and fits after each.</summary>
    /// <param name="context">
    /// Seed, threads and cancellation. Progress is told as the share of the points, summed over all fits, that were fitted to:
    /// that is how the time goes.
    /// </param>
    /// <returns>The steps; each is made when it is asked for.</returns>
    /// <exception cref="UnusableDataException">The oracle gave points of one class only.</exception>
    /// <exception cref="UsageException">An option is outside its range, or the measure of uncertainty is not for this algorithm.</exception>
    public IEnumerable<ActiveStep> Run(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Options.Validate(options);
        if (options.Size < options.Start)
            throw new UsageException("invalid-option", $"Option 'size' is {options.Size}, below 'start', which is {options.Start}.", "Choose a greater size.");
        (_asked, var step) = (0, 0UL);
        _points.Clear();
        _classes.Clear();
        IClassifierModel? model = null;
        while (true)
        {
            var wanted = model is null ? options.Start : Math.Min(options.Step, options.Size - _asked);
            if (!Add(Choose(model, wanted, step, context), context) && model is not null)
                yield break;
            model = Fit(context, step++);
            yield return new ActiveStep(_asked, _classes.Count, model);
            if (_asked >= options.Size)
                yield break;
        }
    }

    private float[] Choose(IClassifierModel? model, int count, ulong step, FitContext context)
    {
        var byChance = model is null ? count : (int)Math.Round(options.RandomShare * count);
        var drawn = candidates.Draw(byChance == count ? count : Math.Max(count, options.Candidates), context.Random(2 * step));
        var places = Enumerable.Range(0, drawn);
        // The first of those drawn are as good as any; the least certain of the others join them.
        int[] chosen = byChance == count || model is null
            ? [.. places.Take(count)]
            : [.. places.Take(byChance), .. LeastCertain(model, drawn, byChance, context).Take(count - byChance)];
        var width = oracle.Parameters.Count;
        var points = new float[chosen.Length * width];
        for (var i = 0; i < chosen.Length; i++)
            candidates.Copy(chosen[i], points.AsSpan(i * width, width));
        candidates.Take(chosen);
        return points;
    }

    private IEnumerable<int> LeastCertain(IClassifierModel model, int drawn, int from, FitContext context)
    {
        var (width, count) = (oracle.Parameters.Count, Math.Max(drawn - from, 0));
        var uncertainties = new double[count];
        context.ForEach((count + CandidatesAtOnce - 1) / CandidatesAtOnce, piece =>
        {
            var start = piece * CandidatesAtOnce;
            var some = uncertainties.AsSpan(start, Math.Min(CandidatesAtOnce, count - start));
            var points = new float[some.Length * width];
            candidates.Copy(from + start, points);
            UncertaintyMeasure.Of(options.Uncertainty, model, points, some);
        });
        return Enumerable.Range(0, count).OrderByDescending(i => uncertainties[i]).Select(i => from + i);
    }

    // True if there was anything to ask about.
    private bool Add(float[] points, FitContext context)
    {
        var width = oracle.Parameters.Count;
        var answers = new OracleAnswer[points.Length / width];
        oracle.Ask(points, answers, context);
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Class < 0)
                continue;
            _points.AddRange(points.AsSpan(i * width, width));
            _classes.Add(answers[i].Class);
        }

        _asked += answers.Length;
        return answers.Length > 0;
    }

    private IClassifierModel Fit(FitContext context, ulong step)
    {
        var all = FittedUpTo(options.Size);
        var before = _asked <= options.Start ? 0 : FittedUpTo(_asked - 1);
        var part = new PartOfProgress(context, before / all, _asked / all);
        var model = algorithm.Fit(
            new FeatureTable(oracle.Parameters, _points.ToArray()),
            new ClassLabels(oracle.Classes, _classes.ToArray()),
            new FitContext(RandomStream.DeriveSeed(context.Seed, step), context.Threads, part, context.Cancellation));
        part.Report(new FitProgress(1, "learnt"));
        return model;
    }

    // Points in all fits of steps that end at so many points or fewer.
    private double FittedUpTo(int size)
    {
        var steps = (size - options.Start) / options.Step;
        var last = (double)options.Start + (double)steps * options.Step;
        return (options.Start + last) / 2 * (steps + 1) + (size == options.Size && last < size ? size : 0);
    }
}

/// <summary>One step of active learning.</summary>
/// <param name="Asked">Points that the oracle was asked about so far.</param>
/// <param name="Answered">Those of them that it answered.</param>
/// <param name="Model">What was learnt from them.</param>
public sealed record ActiveStep(int Asked, int Answered, IClassifierModel Model);
