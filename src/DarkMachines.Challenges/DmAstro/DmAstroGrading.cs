using DarkMachines.Data;
using DarkMachines.Statistics;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>Metrics of each run on the fold it tested, then mean, spread and interval over the runs.</summary>
internal static class DmAstroGrading
{
    public const double TestToTraining = 1.0 / (DmAstroChallenge.Folds - 1);

    public static Grades Grade(DmAstroData data, TrialScores scores)
    {
        var array = scores.Arrays[DmAstroScores.Sources];
        var repeats = array.Shape[0];
        var runs = new List<IReadOnlyDictionary<string, double>>();
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var probabilities = array.Values.AsMemory(repeat * data.Sources.RowCount * DmAstroScores.Classes);
            var foldOf = DmAstroScores.Folds(data.Labels, scores.Seed, repeat);
            for (var fold = 0; fold < DmAstroChallenge.Folds; fold++)
                runs.Add(GradeRun(data, probabilities.Span, StratifiedFolds.Split(foldOf, fold).Test));
        }

        var metrics = runs[0].Keys.ToDictionary(name => name, name => ResampledRuns.Mean(Runs(name), TestToTraining));
        return new Grades(metrics, Runs("overall-accuracy"));

        double[] Runs(string metric) => [.. runs.Select(run => run[metric])];
    }

    private static Dictionary<string, double> GradeRun(DmAstroData data, ReadOnlySpan<float> probabilities, int[] test)
    {
        var tested = new float[test.Length * DmAstroScores.Classes];
        for (var i = 0; i < test.Length; i++)
        {
            probabilities.Slice(test[i] * DmAstroScores.Classes, DmAstroScores.Classes)
                .CopyTo(tested.AsSpan(i * DmAstroScores.Classes));
        }

        var labels = data.Labels.Select(test).Indices;
        var isSignal = new bool[test.Length];
        for (var i = 0; i < test.Length; i++)
            isSignal[i] = labels[i] == DmAstroChallenge.SignalClass;

        var metrics = new Dictionary<string, double>
        {
            ["overall-accuracy"] = ClassificationMetrics.OverallAccuracy(tested, labels, DmAstroScores.Classes),
            ["true-negative-rate"] = ClassificationMetrics.Recall(tested, labels, DmAstroScores.Classes, ofClass: 0),
            ["true-positive-rate"] = ClassificationMetrics.Recall(tested, labels, DmAstroScores.Classes, DmAstroChallenge.SignalClass),
            ["auc"] = Roc.Auc(DmAstroScores.SignalColumn(tested), isSignal),
            ["log-loss"] = ClassificationMetrics.LogLoss(tested, labels, DmAstroScores.Classes),
        };
        AddPopulations(metrics, data, tested, test);
        return metrics;
    }

    // The true-negative rate within each astrophysical population, where the rows' populations are known.
    private static void AddPopulations(Dictionary<string, double> metrics, DmAstroData data, ReadOnlySpan<float> tested, int[] test)
    {
        if (data.Populations is not { } populations)
            return;
        for (var population = 0; population < populations.Classes.Count; population++)
        {
            int members = 0, right = 0;
            for (var i = 0; i < test.Length; i++)
            {
                if (populations.Indices[test[i]] != population || data.Labels.Indices[test[i]] == DmAstroChallenge.SignalClass)
                    continue;
                members++;
                if (ClassificationMetrics.PredictedClass(tested.Slice(i * DmAstroScores.Classes, DmAstroScores.Classes)) == 0)
                    right++;
            }

            if (members > 0)
                metrics[$"true-negative-rate-{populations.Classes[population].ToLowerInvariant()}"] = (double)right / members;
        }
    }
}
