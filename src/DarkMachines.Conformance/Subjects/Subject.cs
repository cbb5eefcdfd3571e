namespace DarkMachines.Conformance;

/// <summary>An algorithm in one of its roles, behind one face: it is fitted to a problem, and its model answers rows.</summary>
internal sealed class Subject
{
    private readonly Func<object> _create;
    private readonly CancellationToken _cancellation;

    /// <summary>Makes a subject.</summary>
    public Subject(ConformanceKind kind, Func<object> create, ConformanceSettings settings, CancellationToken cancellation = default)
    {
        Kind = kind;
        Settings = settings;
        Problems = new Problems(settings);
        _create = create;
        _cancellation = cancellation;
    }

    /// <summary>The role.</summary>
    public ConformanceKind Kind { get; }

    /// <summary>Size of the examination.</summary>
    public ConformanceSettings Settings { get; }

    /// <summary>The data.</summary>
    public Problems Problems { get; }

    /// <summary>The roles an algorithm takes; the narrower ones include the rules for anomaly detectors.</summary>
    public static IEnumerable<ConformanceKind> RolesOf(object algorithm)
    {
        if (algorithm is IClassifier)
            yield return ConformanceKind.Classifier;
        if (algorithm is IAnomalyDetector and not IDensityEstimator and not IAutoencoder)
            yield return ConformanceKind.AnomalyDetector;
        if (algorithm is IDensityEstimator)
            yield return ConformanceKind.DensityEstimator;
        if (algorithm is IAutoencoder)
            yield return ConformanceKind.Autoencoder;
        if (algorithm is ISurrogate)
            yield return ConformanceKind.Surrogate;
    }

    /// <summary>The same subject, whose fits stop when the token asks them to.</summary>
    public Subject During(CancellationToken cancellation) => new(Kind, _create, Settings, cancellation);

    /// <summary>A new algorithm.</summary>
    public object Create() => _create();

    /// <summary>Fits a new algorithm.</summary>
    public FittedModel Fit(Problem problem, int threads = 1) => Fit(Create(), problem, threads);

    /// <summary>Fits an algorithm that may have been fitted before.</summary>
    public FittedModel Fit(object algorithm, Problem problem, int threads = 1) =>
        Fit(algorithm, problem, new FitContext(Settings.Seed, threads, progress: null, _cancellation));

    /// <summary>Fits an algorithm in a context of the caller's.</summary>
    public FittedModel Fit(object algorithm, Problem problem, FitContext context) => Kind switch
    {
        ConformanceKind.Classifier => FittedModel.Of(((IClassifier)algorithm).Fit(problem.Rows, problem.Labels, context)),
        ConformanceKind.AnomalyDetector => FittedModel.Of(((IAnomalyDetector)algorithm).Fit(problem.Rows, context)),
        ConformanceKind.DensityEstimator => FittedModel.Of(((IDensityEstimator)algorithm).Fit(problem.Rows, context)),
        ConformanceKind.Autoencoder => FittedModel.Of(((IAutoencoder)algorithm).Fit(problem.Rows, context)),
        _ => FittedModel.Of(((ISurrogate)algorithm).Fit(problem.Rows, problem.Values, context)),
    };
}
