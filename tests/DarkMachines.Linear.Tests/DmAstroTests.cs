using System.Globalization;
using DarkMachines.Testing;

namespace DarkMachines.Linear.Tests;

/// <summary>Logistic regression on the astrophysical and dark-matter sources of the dm-astro challenge.</summary>
public class DmAstroTests
{
    private const string File = "data/fermi/dm_astro_training_set.txt";

    [SharedTheory(File)]
    [InlineData("dm-astro-2")]
    [InlineData("dm-astro-4")]
    public void The_fit_is_that_of_scikit_learn(string name)
    {
        var golden = Golden.Load(name);
        var lines = System.IO.File.ReadLines(SharedData.PathTo(File)).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        var labels = new ClassLabels(["astrophysical", "dark matter"], [.. lines.Select(line => (int)line[4])]);
        var columns = golden.Numbers("columns").Length;
        var rows = Standardised(lines, columns, golden);

        var model = new LogisticRegression(new LogisticRegressionOptions()).Fit(rows, labels, Make.Context(threads: 2));

        Assert.Equal(5662, rows.RowCount);
        Close.Assert(golden.Numbers("coefficients"), model.Coefficients(1).ToArray(), 1e-7);
        Close.Assert(golden.Numbers("intercepts"), [model.Intercepts[1]], 1e-7);
        var probabilities = Subject.Of(model)(rows.Values.ToArray()).Chunk(2).ToArray();
        var truth = labels.Indices.ToArray();
        Assert.Equal(golden.Number("accuracy"), truth.Zip(probabilities).Average(row => (row.Second[1] > 0.5) == (row.First == 1) ? 1.0 : 0), 1e-9);
        Assert.Equal(golden.Number("logLoss"), truth.Zip(probabilities).Average(row => -Math.Log(row.Second[row.First])), 1e-6);
    }

    private static FeatureTable Standardised(double[][] lines, int columns, Golden golden)
    {
        var means = Enumerable.Range(0, columns).Select(j => lines.Average(line => line[j])).ToArray();
        var spreads = means.Select((mean, j) => Math.Sqrt(lines.Average(line => Math.Pow(line[j] - mean, 2)))).ToArray();
        Close.Assert(golden.Numbers("means"), means, 1e-9);
        Close.Assert(golden.Numbers("spreads"), spreads, 1e-9);
        return Make.Table([.. lines.SelectMany(line => means.Select((mean, j) => (float)((line[j] - mean) / spreads[j])))], columns);
    }
}
