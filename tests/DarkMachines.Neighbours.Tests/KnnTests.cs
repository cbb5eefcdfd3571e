using DarkMachines.Testing;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

public class KnnTests
{
    private static readonly FitContext Context = new(1);

    private static Knn Neighbours(int count, bool standardise = false, bool distanceWeighted = false) =>
        new(new KnnOptions { Neighbours = count, Standardise = standardise, DistanceWeighted = distanceWeighted });

    private static IClassifierModel Classifier(Knn knn, FeatureTable rows, ClassLabels labels) => knn.Fit(rows, labels, Context);

    [SharedFact("data/fermi/dm_astro_training_set.txt")]
    public void Dark_matter_sources_are_told_apart_as_well_as_by_scikit_learn()
    {
        // scikit-learn's KNeighborsClassifier(10) on standardised columns: 0.9147 by stratified 5-fold cross-validation.
        var (rows, labels) = Fermi();
        var accuracy = CrossValidatedAccuracy(new Knn(new KnnOptions()), rows, labels, folds: 5);
        Assert.InRange(accuracy, 0.9147 - 0.005, 0.9147 + 0.005);
    }

    [Fact]
    public void Of_equally_distant_rows_the_first_is_the_nearer()
    {
        var rows = Table(1, [1, -1, 1, -1]);
        var model = Classifier(Neighbours(2), rows, Labels(4, 0, 1, 2, 3));
        Assert.Equal([0.5f, 0.5f, 0, 0], model.Probabilities([0]));
    }

    [Fact]
    public void Weights_multiply_votes()
    {
        var rows = Table(1, [0, 1, 9], weights: [3, 1, 100]);
        var model = Classifier(Neighbours(2), rows, Labels(2, 0, 1, 1));
        Assert.Equal([0.75f, 0.25f], model.Probabilities([0.5f]));
    }

    [Fact]
    public void Neighbours_at_distance_zero_decide_alone_when_votes_count_by_distance()
    {
        var rows = Table(1, [0, 0, 1, 2]);
        var model = Classifier(Neighbours(4, distanceWeighted: true), rows, Labels(3, 0, 1, 2, 2));
        Assert.Equal([0.5f, 0.5f, 0], model.Probabilities([0]));
        Assert.Equal([0f, 0, 1], Classifier(Neighbours(4, distanceWeighted: true), rows, Labels(3, 0, 0, 2, 2)).Probabilities([1]));
    }

    [Fact]
    public void A_uniform_density_is_found_in_the_units_of_the_columns()
    {
        // 4000 points in 20 m × 5 s: density 1 / 100. The distance to the 200th neighbour fixes it to one part in √200.
        var random = new RandomStream(3);
        float[] values = [.. Enumerable.Range(0, 4000).SelectMany(_ => new[] { (float)(20 * random.Uniform()), (float)(5 * random.Uniform()) })];
        foreach (var standardise in new[] { false, true })
        {
            var model = Neighbours(200, standardise).Fit(Table(2, values), Context);
            Assert.Equal(-Math.Log(100), model.LogDensities([10, 2.5f])[0], 4 / Math.Sqrt(200));
        }
    }

    [Fact]
    public void In_the_density_each_neighbour_counts_by_its_weight()
    {
        // Of total weight 8, neighbours of weight 1 + 3 lie within distance 1: density (4 / 8) / (2 · 1).
        var model = Neighbours(2).Fit(Table(1, [0, 1, 5], weights: [1, 3, 4]), Context);
        Assert.Equal(Math.Log(0.25), model.LogDensities([0])[0], 1e-6);
    }

    [Fact]
    public void Where_k_rows_coincide_the_score_is_zero_and_the_log_density_infinite()
    {
        var model = Neighbours(3, standardise: true).Fit(Table(2, [1, 2, 1, 2, 1, 2, 7, 7]), Context);
        Assert.Equal([0f], model.Scores([1, 2]));
        Assert.Equal([float.PositiveInfinity], model.LogDensities([1, 2]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_row_that_is_not_finite_is_infinitely_far(float value)
    {
        var rows = Table(2, [0, 0, 1, 0, 0, 1]);
        foreach (var standardise in new[] { false, true })
        {
            var knn = Neighbours(2, standardise, distanceWeighted: true);
            var density = knn.Fit(rows, Context);
            Assert.Equal([float.PositiveInfinity], density.Scores([value, 0]));
            Assert.Equal([float.NegativeInfinity], density.LogDensities([value, 0]));
            Assert.Equal([0.5f, 0.5f], Classifier(knn, rows, Labels(2, 0, 1, 1)).Probabilities([value, 0]));
        }
    }

    [Fact]
    public void A_constant_column_does_not_disturb_the_others()
    {
        var random = new RandomStream(5);
        var values = Normals(random, 60);
        float[] withConstant = [.. values.SelectMany(value => new[] { value, 0.1f })];
        var plain = Neighbours(4, standardise: true).Fit(Table(1, values), Context);
        var model = Neighbours(4, standardise: true).Fit(Table(2, withConstant), Context);
        Assert.Equal(plain.Scores(values), model.Scores(withConstant));
    }

    [Fact]
    public void A_far_origin_costs_no_digits_when_columns_are_standardised()
    {
        // Whole numbers beside 2^23: float32 holds them exactly, their squares it could not.
        var near = Grid(new RandomStream(6), 200, size: 100);
        float[] far = [.. near.Select(value => value + 8_388_608f)];
        Assert.Equal(
            Neighbours(5, standardise: true).Fit(Table(2, near), Context).Scores(near),
            Neighbours(5, standardise: true).Fit(Table(2, far), Context).Scores(far));
    }

    [Fact]
    public void Scoring_is_thread_safe()
    {
        var random = new RandomStream(7);
        var queries = Normals(random, 300 * 3);
        var model = Neighbours(8).Fit(Table(3, Normals(random, 500 * 3)), Context);
        var expected = model.Scores(queries);
        var answers = new float[16][];
        Parallel.For(0, answers.Length, i => answers[i] = model.Scores(queries));
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public void Scoring_allocates_nothing_per_row()
    {
        var random = new RandomStream(8);
        var rows = Table(3, Normals(random, 100 * 3));
        var density = Neighbours(8).Fit(rows, Context);
        var classifier = Classifier(Neighbours(8), rows, Labels(2, Classes(random, 100, 2)));
        Assert.Equal(Allocated(10), Allocated(1000));

        long Allocated(int count)
        {
            float[] queries = new float[count * 3], scores = new float[count], probabilities = new float[count * 2];
            density.Score(queries, scores);
            classifier.PredictProbabilities(queries, probabilities);
            var before = GC.GetAllocatedBytesForCurrentThread();
            density.Score(queries, scores);
            density.LogDensity(queries, scores);
            classifier.PredictProbabilities(queries, probabilities);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
