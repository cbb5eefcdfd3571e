using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Forests.Tests;

public class ForestTests
{
    private static readonly FitContext Context = new(1);

    [Testing.SharedFact("data/fermi/dm_astro_training_set.txt")]
    public void Dark_matter_sources_are_told_apart_as_well_as_by_scikit_learn()
    {
        // scikit-learn's RandomForestClassifier of 300 trees: 0.918 over ten runs.
        var (rows, labels) = Fermi();
        var accuracy = CrossValidatedAccuracy(new RandomForest(new RandomForestOptions()), rows, labels, folds: 5);
        Assert.InRange(accuracy, 0.918 - 0.01, 0.918 + 0.01);
    }

    [Fact]
    public void A_tree_of_a_bootstrap_sample_has_seen_63_percent_of_the_rows()
    {
        // Labels by the toss of a coin: a tree knows the rows it has seen, 1 - 1/e of them, and guesses the others.
        const int trials = 30;
        var tree = new RandomForest(new RandomForestOptions { Trees = 1 });
        var right = 0.0;
        for (ulong seed = 0; seed < trials; seed++)
        {
            var random = new RandomStream(seed);
            var values = Normals(random, 2 * 500);
            var classes = Classes(random, 500, 2);
            var probabilities = tree.Fit(Table(2, values), Labels(2, classes), new FitContext(seed)).Probabilities(values);
            right += classes.Where((label, row) => probabilities[2 * row + label] > 0.5f).Count() / 500.0 / trials;
        }

        Assert.Equal(1 - 0.5 / Math.E, right, 0.015);
    }

    [Fact]
    public void A_leaf_counts_a_row_as_often_as_it_was_drawn()
    {
        var tree = new RandomForest(new RandomForestOptions { Trees = 1 });
        for (ulong seed = 0; seed < 50; seed++)
        {
            var share = tree.Fit(Table(1, new float[5]), Labels(2, 0, 0, 1, 1, 1), new FitContext(seed)).Probabilities([0])[0];
            Assert.Equal(Math.Round(5 * share), 5 * share, 1e-5);
        }
    }

    [Fact]
    public void Columns_that_cannot_be_split_do_not_stop_a_tree()
    {
        // One column of nine tells the classes apart; of three drawn there may be none that varies.
        var classes = Classes(new RandomStream(1), 40, 2);
        float[] values = [.. classes.SelectMany((label, row) => Enumerable.Range(0, 9).Select(column => column == 4 ? label * 100f + row : 7f))];
        var tree = new RandomForest(new RandomForestOptions { Trees = 1, Bootstrap = false });
        var probabilities = tree.Fit(Table(9, values), Labels(2, classes), Context).Probabilities(values);
        Assert.All(classes, (label, row) => Assert.Equal(1, probabilities[2 * row + label]));
    }

    [Fact]
    public void A_split_that_gains_nothing_yet_is_taken()
    {
        // Exclusive or: no single split lessens the impurity, two of them end it.
        float[] values = [0, 0, 0, 1, 1, 0, 1, 1];
        var tree = new RandomForest(new RandomForestOptions { Trees = 1, Bootstrap = false });
        Assert.Equal([1, 0, 0, 1, 0, 1, 1, 0], tree.Fit(Table(2, values), Labels(2, 0, 1, 1, 0), Context).Probabilities(values));
    }

    [Fact]
    public void Weights_of_any_size_count_in_proportion()
    {
        float[] values = [1, 1, 2];
        var tree = new RandomForest(new RandomForestOptions { Trees = 1, Bootstrap = false });
        foreach (var unit in new[] { 1e-38f, 1, 1e38f })
        {
            var model = tree.Fit(Table(1, values, [3 * unit, unit, unit]), Labels(2, 0, 1, 1), Context);
            Assert.Equal([0.75f, 0.25f, 0, 1], model.Probabilities([1, 2]));
        }
    }

    [Fact]
    public void Scoring_is_thread_safe()
    {
        var random = new RandomStream(7);
        var queries = Normals(random, 300 * 3);
        var rows = Table(3, Normals(random, 200 * 3));
        var model = new RandomForest(new RandomForestOptions { Trees = 20 }).Fit(rows, Labels(3, Classes(random, 200, 3)), Context);
        var expected = model.Probabilities(queries);
        var answers = new float[16][];
        Parallel.For(0, answers.Length, i => answers[i] = model.Probabilities(queries));
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public void Scoring_allocates_nothing_per_row()
    {
        var random = new RandomStream(8);
        var model = new RandomForest(new RandomForestOptions { Trees = 5 })
            .Fit(Table(3, Normals(random, 100 * 3)), Labels(2, Classes(random, 100, 2)), Context);
        Assert.Equal(Allocated(10), Allocated(1000));

        long Allocated(int count)
        {
            float[] queries = new float[count * 3], probabilities = new float[count * 2];
            model.PredictProbabilities(queries, probabilities);
            var before = GC.GetAllocatedBytesForCurrentThread();
            model.PredictProbabilities(queries, probabilities);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Progress_is_told_for_every_tree_up_to_the_whole(int threads)
    {
        var told = new Progress();
        var forest = new RandomForest(new RandomForestOptions { Trees = 8 });
        forest.Fit(Table(1, [1, 2]), Labels(2, 0, 1), new FitContext(1, threads, told));
        Assert.Equal(Enumerable.Range(1, 8).Select(tree => tree / 8.0), told.Fractions.Order());
    }

    [Fact]
    public void A_cancelled_fit_stops_between_two_trees()
    {
        using var source = new CancellationTokenSource();
        var told = new Progress { OnReport = source.Cancel };
        var forest = new RandomForest(new RandomForestOptions { Trees = 1000 });
        Assert.Throws<OperationCanceledException>(
            () => forest.Fit(Table(1, [1, 2]), Labels(2, 0, 1), new FitContext(1, 1, told, source.Token)));
        Assert.Single(told.Fractions);
    }

    private sealed class Progress : IProgress<FitProgress>
    {
        private readonly List<double> _fractions = [];

        public IReadOnlyList<double> Fractions => _fractions;

        public Action OnReport { get; init; } = () => { };

        public void Report(FitProgress value)
        {
            lock (_fractions)
                _fractions.Add(value.Fraction);
            OnReport();
        }
    }
}
