namespace DarkMachines.Linear.Tests;

/// <summary>One of the algorithms, behind one face, for the properties that all of them have.</summary>
internal static class Subject
{
    public const string Logistic = "logistic-regression", Bayes = "gaussian-naive-bayes", Mahalanobis = "mahalanobis";

    /// <summary>What a fitted model answers to row-major rows.</summary>
    public delegate float[] Answers(float[] rows);

    public static TheoryData<string> All => [Logistic, Bayes, Mahalanobis];

    public static TheoryData<string> Classifiers => [Logistic, Bayes];

    public static IClassifier Classifier(string name) => name == Logistic
        ? new LogisticRegression(new LogisticRegressionOptions())
        : new GaussianNaiveBayes(new GaussianNaiveBayesOptions());

    public static Answers Fit(string name, Problem problem, FitContext? context = null)
    {
        context ??= Make.Context();
        if (name != Mahalanobis)
            return Of(Classifier(name).Fit(problem.Rows, problem.Labels, context));
        var model = new Mahalanobis(new MahalanobisOptions()).Fit(problem.Rows, context);
        return rows =>
        {
            var answers = new float[rows.Length / model.Features.Count];
            model.Score(rows, answers);
            return answers;
        };
    }

    public static Answers Of(IClassifierModel model) => rows =>
    {
        var answers = new float[rows.Length / model.Features.Count * model.Classes.Count];
        model.PredictProbabilities(rows, answers);
        return answers;
    };
}
