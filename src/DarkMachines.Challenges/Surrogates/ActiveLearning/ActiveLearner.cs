namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>
/// Chooses the points that an oracle is asked about where a classifier is least certain: where the mean vote p of a
/// committee, such as the trees of a forest, has the greatest 1 − 2 |p − 1/2|, or with more classes the greatest
/// 1 − max p (Caron, Heskes, Otten, Stienen, Eur. Phys. J. C 79 (2019) 944).
/// </summary>
/// <param name="algorithm">Learns from the points so far.</param>
/// <param name="oracle">Is asked about those chosen. Points that it fails on are left out, and cost as much.</param>
/// <param name="candidates">Where points come from.</param>
/// <param name="options">How many of them, and when.</param>
public sealed class ActiveLearner(IClassifier algorithm, IOracle oracle, ICandidates candidates, ActiveLearningOptions options)
{
    private readonly List<float> _points = [];
    private readonly List<int> _classes = [];
    private int _asked;

    /// <summary>Learns, step by step, and fits after each.</summary>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <returns>The steps; each is made when it is asked for.</returns>
    /// <exception cref="UnusableDataException">The oracle gave points of one class only.</exception>
    /// <exception cref="UsageException">An option is outside its range.</exception>
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
            if (!Add(Choose(model, wanted, context.Random(2 * step)), context) && model is not null)
                yield break;
            model = Fit(context, step++);
            yield return new ActiveStep(_asked, _classes.Count, model);
            if (_asked >= options.Size)
                yield break;
        }
    }

    private float[] Choose(IClassifierModel? model, int count, RandomStream random)
    {
        var width = oracle.Parameters.Count;
        var byChance = model is null ? count : (int)Math.Round(options.RandomShare * count);
        var drawn = candidates.Draw(byChance == count ? count : Math.Max(count, options.Candidates), random);
        var places = Enumerable.Range(0, drawn.Length / width);
        // The first of those drawn are as good as any; the least certain of the others join them.
        int[] chosen = byChance == count || model is null
            ? [.. places.Take(count)]
            : [.. places.Take(byChance), .. Uncertain(model, drawn, byChance, count - byChance)];
        candidates.Take(chosen);
        return [.. chosen.SelectMany(place => drawn.AsSpan(place * width, width).ToArray())];
    }

    private static IEnumerable<int> Uncertain(IClassifierModel model, float[] drawn, int from, int count)
    {
        var (width, classes) = (model.Features.Count, model.Classes.Count);
        var probabilities = new float[drawn.Length / width * classes];
        model.PredictProbabilities(drawn, probabilities);
        var greatest = Enumerable.Range(0, drawn.Length / width).Select(row => Greatest(probabilities.AsSpan(row * classes, classes))).ToArray();
        return Enumerable.Range(from, greatest.Length - from).OrderBy(row => greatest[row]).Take(count);
    }

    private static float Greatest(ReadOnlySpan<float> probabilities) => probabilities[Statistics.ClassificationMetrics.PredictedClass(probabilities)];

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

    private IClassifierModel Fit(FitContext context, ulong step) => algorithm.Fit(
        new FeatureTable(oracle.Parameters, _points.ToArray()),
        new ClassLabels(oracle.Classes, _classes.ToArray()),
        new FitContext(RandomStream.DeriveSeed(context.Seed, step), context.Threads, progress: null, context.Cancellation));
}

/// <summary>One step of active learning.</summary>
/// <param name="Asked">Points that the oracle was asked about so far.</param>
/// <param name="Answered">Those of them that it answered.</param>
/// <param name="Model">What was learnt from them.</param>
public sealed record ActiveStep(int Asked, int Answered, IClassifierModel Model);
