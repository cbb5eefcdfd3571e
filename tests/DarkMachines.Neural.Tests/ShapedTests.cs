using DarkMachines.Testing;

namespace DarkMachines.Neural.Tests;

/// <summary>Networks for rows that are sets, images and sequences.</summary>
public class ShapedTests
{
    [Fact]
    public void The_order_of_objects_and_padding_do_not_change_the_answer_of_deep_sets()
    {
        var (rows, labels) = Sets(300);
        using var model = new DeepSets(new DeepSetsOptions { Shape = "4x2", Units = 16, Epochs = 20 }).Fit(rows, labels, new FitContext(1));
        var one = model.Probabilities([1, 2, -1, 0.5f, 3, 1, 0, 0]);
        var other = model.Probabilities([0, 0, 3, 1, 1, 2, -1, 0.5f]);
        Assert.Equal(one[0], other[0], 1e-5f);
        Assert.NotEqual(one[0], model.Probabilities([1, 2, -1, 0.5f, 0, 0, 0, 0])[0], 1e-5f);
    }

    [Fact]
    public void Deep_sets_learn_what_is_a_matter_of_the_objects_together()
    {
        var (rows, labels) = Sets(1500);
        using var model = new DeepSets(new DeepSetsOptions { Shape = "4x2", Units = 32, Epochs = 40, LearningRate = 5e-3 }).Fit(rows, labels, new FitContext(1));
        var (test, truth) = Sets(500, stream: 1);
        Assert.True(Right(model, test, truth) > 0.9);
    }

    [Fact]
    public void A_convolutional_network_finds_a_line_wherever_it_lies()
    {
        var (rows, labels) = Lines(400, stream: 0);
        using var model = new Cnn(new CnnOptions { Filters = 4, Units = 16, Epochs = 25, LearningRate = 5e-3 }).Fit(rows, labels, new FitContext(1));
        var (test, truth) = Lines(300, stream: 1);
        Assert.True(Right(model, test, truth) > 0.9);
    }

    [Fact]
    public void A_recurrent_network_remembers_the_first_step()
    {
        var random = new RandomStream(3);
        float[] values = [.. Enumerable.Range(0, 600 * 6).Select(_ => (float)random.Normal())];
        var labels = TestTables.Labels(2, [.. Enumerable.Range(0, 600).Select(row => values[row * 6] > 0 ? 1 : 0)]);
        using var model = new Lstm(new LstmOptions { Shape = "6x1", Units = 16, Epochs = 25, LearningRate = 0.01 }).Fit(TestTables.Table(6, values), labels, new FitContext(1));
        Assert.True(Right(model, TestTables.Table(6, values), labels) > 0.9);
    }

    [Fact]
    public void A_shape_that_is_none_of_the_row_is_refused()
    {
        var (rows, labels) = Sets(20);
        var error = Assert.Throws<UnusableDataException>(() => new DeepSets(new DeepSetsOptions { Shape = "3x2" }).Fit(rows, labels, new FitContext(1)));
        Assert.Contains("8 columns has not the shape '3x2'", error.Message, StringComparison.Ordinal);
    }

    private static double Right(NeuralClassifierModel model, FeatureTable rows, ClassLabels labels)
    {
        var probabilities = model.Probabilities(rows.Values.ToArray());
        return Enumerable.Range(0, labels.Count).Average(row => probabilities[2 * row + labels.Indices[row]] > 0.5f ? 1.0 : 0);
    }

    // Two to four objects of two values; the class is whether their first values have a positive mean.
    private static (FeatureTable, ClassLabels) Sets(int rows, ulong stream = 0)
    {
        var random = new RandomStream(1, stream);
        var values = new float[rows * 8];
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var (objects, sum) = (2 + random.Below(3), 0f);
            for (var i = 0; i < objects; i++)
            {
                (values[row * 8 + 2 * i], values[row * 8 + 2 * i + 1]) = ((float)random.Normal(), (float)random.Normal());
                sum += values[row * 8 + 2 * i];
            }

            labels[row] = sum > 0 ? 1 : 0;
        }

        return (TestTables.Table(8, values), TestTables.Labels(2, labels));
    }

    // Images of 8 by 8 with a line of four pixels, upright or level.
    private static (FeatureTable, ClassLabels) Lines(int rows, ulong stream)
    {
        var random = new RandomStream(2, stream);
        var values = Enumerable.Range(0, rows * 64).Select(_ => (float)(0.3 * random.Normal())).ToArray();
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Below(2))];
        for (var row = 0; row < rows; row++)
        {
            var (along, across) = (random.Below(5), random.Below(8));
            for (var i = 0; i < 4; i++)
                values[row * 64 + (labels[row] == 0 ? across * 8 + along + i : (along + i) * 8 + across)] += 2;
        }

        Feature[] pixels = [.. Enumerable.Range(0, 64).Select(i => new Feature($"pixel{i}"))];
        return (new FeatureTable(pixels, values, rowShape: [8, 8]), TestTables.Labels(2, labels));
    }
}
