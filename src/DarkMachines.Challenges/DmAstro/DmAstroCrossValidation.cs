using System.Diagnostics;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>
/// The protocol of the paper: five stratified folds, shuffled anew in each repeat; the scaler is fitted on the training
/// folds and applied to the test fold and to the unidentified sources.
/// </summary>
internal static class DmAstroCrossValidation
{
    public static TrialScores Run(DmAstroInputs inputs, Entrant entrant, TrialSettings settings)
    {
        var (sources, labels, unidentified) = inputs;
        var foldOf = Enumerable.Range(0, settings.Repeats).Select(repeat => DmAstroScores.Folds(labels, settings.Seed, repeat)).ToArray();
        var runs = settings.Repeats * DmAstroChallenge.Folds;
        var sourceScores = new float[settings.Repeats * sources.RowCount * DmAstroScores.Classes];
        var unidentifiedScores = new float[runs * unidentified.RowCount];
        var fitSeconds = new double[runs];
        var scoreSeconds = new double[runs];
        var done = 0;

        // One run a thread, rather than threads within a run: every fit is then as undisturbed as any other.
        new FitContext(settings.Seed, settings.Threads, cancellation: settings.Cancellation).ForEach(runs, run =>
        {
            var (repeat, fold) = Math.DivRem(run, DmAstroChallenge.Folds);
            var (training, test) = StratifiedFolds.Split(foldOf[repeat], fold);
            var trainingRows = sources.SelectRows(training);
            var scaler = Standardiser.Fit(trainingRows);
            var context = new FitContext(
                RandomStream.DeriveSeed(settings.Seed, (ulong)run), cancellation: settings.Cancellation);

            var watch = Stopwatch.StartNew();
            var model = Classifier(entrant).Fit(scaler.Apply(trainingRows), labels.Select(training), context);
            fitSeconds[run] = watch.Elapsed.TotalSeconds;

            RequireClasses(model, labels.Classes);
            watch.Restart();
            var testRows = scaler.Apply(sources.SelectRows(test));
            var testProbabilities = Probabilities(model, testRows);
            var unidentifiedProbabilities = Probabilities(model, scaler.Apply(unidentified));
            scoreSeconds[run] = watch.Elapsed.TotalSeconds;
            if (run == 0)
                ThreadSafety.Require(testProbabilities, answers => model.PredictProbabilities(testRows.Values, answers));

            for (var i = 0; i < test.Length; i++)
            {
                testProbabilities.AsSpan(i * DmAstroScores.Classes, DmAstroScores.Classes)
                    .CopyTo(sourceScores.AsSpan((repeat * sources.RowCount + test[i]) * DmAstroScores.Classes));
            }

            DmAstroScores.SignalColumn(unidentifiedProbabilities).CopyTo(unidentifiedScores.AsSpan(run * unidentified.RowCount));
            settings.Progress?.Report(new FitProgress((double)Interlocked.Increment(ref done) / runs, "runs"));
        });

        return DmAstroScores.Pack(
            settings.Seed, sourceScores, unidentifiedScores, settings.Repeats, fitSeconds.Sum(), scoreSeconds.Sum());
    }

    private static IClassifier Classifier(Entrant entrant) => entrant.Create() switch
    {
        IClassifier classifier => classifier,
        IDensityEstimator estimator => new BayesClassifier(estimator),
        var other => throw new UserInputException(
            "wrong-kind",
            $"'{entrant.Name}' ({other.GetType().Name}) is neither a classifier nor a density estimator; dm-astro asks for class probabilities.",
            "Choose an algorithm of one of these kinds: darkmachines algorithms list."),
    };

    private static void RequireClasses(IClassifierModel model, IReadOnlyList<string> classes)
    {
        if (!model.Classes.SequenceEqual(classes))
        {
            throw new PluginException(
                "wrong-classes",
                $"The model's classes are {string.Join(", ", model.Classes)}; it was given {string.Join(", ", classes)}.",
                "Return the classes of the labels, in their order.");
        }
    }

    private static float[] Probabilities(IClassifierModel model, FeatureTable rows)
    {
        var probabilities = new float[rows.RowCount * DmAstroScores.Classes];
        model.PredictProbabilities(rows.Values, probabilities);
        DmAstroScores.RequireProbabilities(probabilities);
        return probabilities;
    }
}
