using DarkMachines.Onnx;
using static DarkMachines.Testing.TestTables;

namespace DarkMachines.Neighbours.Tests;

/// <summary>What the conformance suite's small problem does not reach: many blocks, ties, weights, rows far out or not finite.</summary>
public class ExportTests
{
    private static readonly FitContext Context = new(1);

    [Theory]
    [InlineData(3, DistanceMetric.Euclidean)]
    [InlineData(3, DistanceMetric.Manhattan)]
    [InlineData(12, DistanceMetric.Euclidean)]
    [InlineData(12, DistanceMetric.Mahalanobis)]
    public void Exports_of_many_blocks_answer_as_the_models_do(int columns, DistanceMetric metric)
    {
        var random = new RandomStream(1);
        const int rows = 6000;
        var values = Normals(random, rows * columns);
        var table = Table(columns, values, [.. Grid(random, rows).Select(weight => weight + 1)]);
        var labels = Labels(3, Classes(random, rows, 3));

        // Training rows, other rows, and rows far away.
        float[] queries = [.. values[..(10 * columns)], .. Normals(random, 40 * columns), .. Normals(random, 10 * columns).Select(value => value * 1e4f)];
        var knn = new Knn(new KnnOptions { Metric = metric, DistanceWeighted = true });
        Agree((IDensityModel)knn.Fit(table, Context), queries);
        Agree(knn.Fit(table, labels, Context), queries);
        Agree(new Lof(new LofOptions { Metric = metric }).Fit(table, Context), queries);
        Agree(new KnnTwoSample(new KnnTwoSampleOptions { Metric = metric }).Fit(table, labels, Context), queries);
    }

    [Fact]
    public void Of_equally_distant_rows_an_export_too_takes_the_first()
    {
        var random = new RandomStream(2);
        var table = Table(2, Grid(random, 2 * 5000));
        var knn = new Knn(new KnnOptions { Standardise = false, Neighbours = 7 });
        Agree(knn.Fit(table, Labels(4, Classes(random, 5000, 4)), Context), Grid(random, 2 * 100));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_row_that_is_not_finite_is_answered_by_an_export_too(float value)
    {
        var random = new RandomStream(3);
        var (table, labels) = (Table(2, Normals(random, 200)), Labels(3, Classes(random, 100, 2)));
        float[] queries = [1, value, 1, 2];
        var knn = new Knn(new KnnOptions { DistanceWeighted = true });
        Agree((IDensityModel)knn.Fit(table, Context), queries);
        Agree(knn.Fit(table, labels, Context), queries);
        Agree(new Lof(new LofOptions()).Fit(table, Context), queries);
        Agree(new KnnTwoSample(new KnnTwoSampleOptions()).Fit(table, labels, Context), queries);
    }

    private static void Agree(IModel model, float[] queries)
    {
        var path = Path.GetTempFileName();
        try
        {
            OnnxExport.Save(model, path);
            using var imported = OnnxImport.Load(path);
            var answers = Answers(imported, queries);
            Assert.All(Answers(model, queries), (expected, i) => Assert.True(
                expected.Equals(answers[i]) || Math.Abs(expected - answers[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected)),
                $"{model.GetType().Name}: answer {i} is {expected}, that of the export {answers[i]}."));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static float[] Answers(IModel model, float[] queries) => model switch
    {
        IClassifierModel classifier => classifier.Probabilities(queries),
        IDensityModel density => density.LogDensities(queries),
        _ => ((IAnomalyModel)model).Scores(queries),
    };
}
