using System.Buffers;

namespace DarkMachines.Linear.Tests;

/// <summary>One of the algorithms, behind one face, for the properties that all of them have.</summary>
internal static class Subject
{
    public const string Logistic = "logistic-regression", Bayes = "gaussian-naive-bayes", Mahalanobis = "mahalanobis";

    private static readonly Dictionary<string, Func<object>> Algorithms = new()
    {
        [Logistic] = () => new LogisticRegression(new LogisticRegressionOptions()),
        [Bayes] = () => new GaussianNaiveBayes(new GaussianNaiveBayesOptions()),
        ["lda"] = () => new LinearDiscriminant(new LinearDiscriminantOptions()),
        [Mahalanobis] = () => new Mahalanobis(new MahalanobisOptions()),
        ["pca"] = () => new Pca(new PcaOptions { Components = 2 }),
        // The order of the rows matters within the tolerance.
        ["one-class-svm"] = () => new OneClassSvm(new OneClassSvmOptions { Tolerance = 1e-8, Gamma = 0.5 }),
        ["linear-regression"] = () => new LinearRegression(new LinearRegressionOptions()),
        ["ridge"] = () => new Ridge(new RidgeOptions()),
        ["lasso"] = () => new Lasso(new LassoOptions { Alpha = 0.1, Tolerance = 1e-13 }),
        ["elastic-net"] = () => new ElasticNet(new ElasticNetOptions { Alpha = 0.1, Tolerance = 1e-13 }),
    };

    /// <summary>What a fitted model answers to row-major rows.</summary>
    public delegate float[] Answers(float[] rows);

    public static TheoryData<string> All => [.. Algorithms.Keys];

    public static TheoryData<string> Classifiers => [.. Algorithms.Where(a => a.Value() is IClassifier).Select(a => a.Key)];

    public static IClassifier Classifier(string name) => (IClassifier)Algorithms[name]();

    public static Answers Fit(string name, Problem problem, FitContext? context = null)
    {
        context ??= Make.Context();
        return Algorithms[name]() switch
        {
            IClassifier classifier => Of(classifier.Fit(problem.Rows, problem.Labels, context)),
            IAnomalyDetector detector => Of(detector.Fit(problem.Rows, context)),
            var surrogate => Of(((ISurrogate)surrogate).Fit(problem.Rows, problem.Values, context)),
        };
    }

    public static Answers Of(IClassifierModel model) => rows =>
    {
        var answers = new float[rows.Length / model.Features.Count * model.Classes.Count];
        model.PredictProbabilities(rows, answers);
        return answers;
    };

    public static Answers Of(IAnomalyModel model) => rows =>
    {
        var answers = new float[rows.Length / model.Features.Count];
        model.Score(rows, answers);
        return answers;
    };

    public static Answers Of(ISurrogateModel model) => rows =>
    {
        var answers = new float[rows.Length / model.Features.Count * model.Outputs.Count];
        var uncertainties = ArrayPool<float>.Shared.Rent(answers.Length);
        model.Predict(rows, answers, uncertainties.AsSpan(0, answers.Length));
        ArrayPool<float>.Shared.Return(uncertainties);
        return answers;
    };
}
