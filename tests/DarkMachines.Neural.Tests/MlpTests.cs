using DarkMachines.Testing;

namespace DarkMachines.Neural.Tests;

public class MlpTests
{
    [Fact]
    public void Classes_that_no_line_divides_are_told_apart()
    {
        var (rows, labels) = Rings(600, stream: 0);
        using var model = new Mlp(new MlpOptions { Epochs = 60 }).Fit(rows, labels, new FitContext(1));
        var (test, truth) = Rings(500, stream: 1);
        var probabilities = model.Probabilities(test.Values.ToArray());
        var right = Enumerable.Range(0, 500).Count(row => probabilities[2 * row + truth.Indices[row]] > 0.5f);
        Assert.True(right > 480, $"{right} of 500");
    }

    [Fact]
    public void A_surrogate_learns_several_values_in_their_units()
    {
        var (points, values) = Waves(800, stream: 0);
        using var model = new Mlp(new MlpOptions { Epochs = 80, Members = 2 }).Fit(points, values, new FitContext(1));
        var (test, truth) = Waves(300, stream: 1);
        var (predictions, uncertainties) = (new float[600], new float[600]);
        model.Predict(test.Values, predictions, uncertainties);
        for (var output = 0; output < 2; output++)
        {
            var rms = Math.Sqrt(Enumerable.Range(0, 300).Average(i => Math.Pow(predictions[2 * i + output] - truth.Row(i)[output], 2)));
            // The differences at points held back tell those at any others.
            Assert.InRange(uncertainties[output] / rms, 0.6, 1.7);
            Assert.True(rms < (output == 0 ? 0.06 : 60), $"output {output}: {rms}");
        }
    }

    [Fact]
    public void The_preset_is_that_of_the_publication() => Assert.Equal(
        new MlpOptions { Layers = 1, Units = 21, Bins = 0, LearningRate = 0.015, Schedule = RateSchedule.Constant, BatchSize = 120, Epochs = 1000, WeightDecay = 0, ValidationShare = 0, Patience = 10, MinImprovement = 1e-4 },
        new MlpOptions { Preset = MlpPreset.DmAstro, Units = 500 }.Settled());

    [Fact]
    public void Encoded_by_pieces_a_column_may_matter_in_many_narrow_stripes()
    {
        var (rows, labels) = Stripes(2000, stream: 0);
        var (test, truth) = Stripes(1000, stream: 1);
        Assert.True(Right(new MlpOptions { Epochs = 30, Bins = 32 }) > 950);
        Assert.True(Right(new MlpOptions { Epochs = 30, Bins = 0 }) < 800);

        int Right(MlpOptions options)
        {
            using var model = new Mlp(options).Fit(rows, labels, new FitContext(1));
            var probabilities = model.Probabilities(test.Values.ToArray());
            return Enumerable.Range(0, test.RowCount).Count(row => probabilities[2 * row + truth.Indices[row]] > 0.5f);
        }
    }

    [Fact]
    public void Columns_of_one_or_two_values_are_encoded_too()
    {
        // A constant has no pieces, and of two values one piece is left.
        float[] values = [.. Enumerable.Range(0, 200).SelectMany(row => new[] { 7f, row % 2 })];
        using var model = new Mlp(new MlpOptions { Epochs = 20, Bins = 16 }).Fit(TestTables.Table(2, values), TestTables.Labels(2, [.. Enumerable.Range(0, 200).Select(row => row % 2)]), new FitContext(1));
        var probabilities = model.Probabilities([7f, 0f, 7f, 1f]);
        Assert.True(probabilities[0] > 0.9 && probabilities[3] > 0.9, string.Join(' ', probabilities));
    }

    [Fact]
    public void Rows_of_one_class_only_are_refused()
    {
        var (rows, _) = Rings(100, stream: 0);
        var error = Assert.Throws<UnusableDataException>(() => new Mlp(new MlpOptions()).Fit(rows, TestTables.Labels(2, new int[100]), new FitContext(1)));
        Assert.Contains("'class 0'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heavy_row_is_learnt_before_light_ones()
    {
        // The same row with both labels: the probability is the share of the weight.
        var rows = TestTables.Table(1, [.. Enumerable.Repeat(1f, 40)], [.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? 3f : 1f)]);
        using var model = new Mlp(new MlpOptions { Epochs = 100, BatchSize = 40, LearningRate = 0.05 }).Fit(rows, TestTables.Labels(2, [.. Enumerable.Range(0, 40).Select(i => i % 2)]), new FitContext(1));
        Assert.Equal(0.75, model.Probabilities([1f])[0], 0.02);
    }

    [SharedFact("data/fermi/dm_astro_training_set.txt")]
    public void The_preset_reaches_the_published_accuracy_on_one_split()
    {
        var (rows, labels) = TestTables.Fermi();
        var accuracy = TestTables.CrossValidatedAccuracy(new Mlp(new MlpOptions { Preset = MlpPreset.DmAstro }), rows, labels, folds: 5);
        Assert.InRange(accuracy, 0.920, 0.940);
    }

    // Ten stripes of each class, by turns.
    private static (FeatureTable, ClassLabels) Stripes(int rows, ulong stream)
    {
        var random = new RandomStream(5, stream);
        float[] values = [.. Enumerable.Range(0, 2 * rows).Select(_ => (float)random.Uniform())];
        return (TestTables.Table(2, values), TestTables.Labels(2, [.. Enumerable.Range(0, rows).Select(row => (int)(20 * values[2 * row]) % 2)]));
    }

    private static (FeatureTable, ClassLabels) Rings(int rows, ulong stream)
    {
        var random = new RandomStream(3, stream);
        var labels = Enumerable.Range(0, rows).Select(i => i % 2).ToArray();
        var values = labels.SelectMany(label =>
        {
            var (radius, angle) = (1 + 2 * label + 0.3 * random.Normal(), 2 * Math.PI * random.Uniform());
            return new[] { (float)(radius * Math.Cos(angle)), (float)(1000 + 100 * radius * Math.Sin(angle)) };
        });
        return (TestTables.Table(2, [.. values]), TestTables.Labels(2, labels));
    }

    private static (FeatureTable Points, FeatureTable Values) Waves(int rows, ulong stream)
    {
        var random = new RandomStream(4, stream);
        float[] points = [.. Enumerable.Range(0, 2 * rows).Select(_ => (float)(2 * random.Uniform() - 1))];
        var values = points.Chunk(2).SelectMany(p => new[] { MathF.Sin(3 * p[0]) * p[1], 5000 + 1000 * p[0] * p[0] });
        return (TestTables.Table(2, points), TestTables.Table(2, [.. values]));
    }
}
