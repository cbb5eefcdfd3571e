using System.Globalization;

namespace DarkMachines.Testing;

/// <summary>Small tables to test with.</summary>
public static class TestTables
{
    public static FeatureTable Table(int columns, float[] values, float[]? weights = null) =>
        new([.. Enumerable.Range(0, columns).Select(i => new Feature($"x{i}"))], values, weights);

    public static ClassLabels Labels(int classes, params int[] indices) =>
        new([.. Enumerable.Range(0, classes).Select(i => $"class {i}")], indices);

    /// <summary>Values from a small grid of whole numbers: many ties and duplicates.</summary>
    public static float[] Grid(RandomStream random, int count, int size = 5) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.Below(size))];

    public static float[] Normals(RandomStream random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.Normal())];

    public static int[] Classes(RandomStream random, int count, int classes) =>
        [.. Enumerable.Range(0, count).Select(_ => random.Below(classes))];

    public static int[] Permutation(RandomStream random, int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle<int>(order);
        return order;
    }

    public static float[] Probabilities(this IClassifierModel model, float[] rows)
    {
        var answers = new float[rows.Length / model.Features.Count * model.Classes.Count];
        model.PredictProbabilities(rows, answers);
        return answers;
    }

    public static float[] Scores(this IAnomalyModel model, float[] rows)
    {
        var answers = new float[rows.Length / model.Features.Count];
        model.Score(rows, answers);
        return answers;
    }

    public static float[] LogDensities(this IDensityModel model, float[] rows)
    {
        var answers = new float[rows.Length / model.Features.Count];
        model.LogDensity(rows, answers);
        return answers;
    }

    /// <summary>The Fermi-LAT sources and simulated dark-matter sources of MNRAS 520 (2023) 1348: four columns, two classes.</summary>
    public static (FeatureTable Rows, ClassLabels Labels) Fermi()
    {
        var rows = File.ReadLines(SharedData.PathTo("data", "fermi", "dm_astro_training_set.txt"))
            .Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(words => words.Select(word => float.Parse(word, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return (Table(4, [.. rows.SelectMany(row => row[..4])]), Labels(2, [.. rows.Select(row => (int)row[4])]));
    }

    /// <summary>Share of rows given the right class, each row by the model fitted without its fold.</summary>
    public static double CrossValidatedAccuracy(IClassifier algorithm, FeatureTable rows, ClassLabels labels, int folds)
    {
        var order = Permutation(new RandomStream(1), rows.RowCount);
        var right = 0;
        for (var fold = 0; fold < folds; fold++)
        {
            var train = order.Where((_, i) => i % folds != fold).ToArray();
            var test = order.Where((_, i) => i % folds == fold).ToArray();
            var model = algorithm.Fit(rows.SelectRows(train), labels.Select(train), new FitContext(1));
            var probabilities = model.Probabilities(rows.SelectRows(test).Values.ToArray());
            right += test.Where((row, i) => (probabilities[2 * i + 1] > 0.5f ? 1 : 0) == labels.Indices[row]).Count();
        }

        return (double)right / rows.RowCount;
    }
}
