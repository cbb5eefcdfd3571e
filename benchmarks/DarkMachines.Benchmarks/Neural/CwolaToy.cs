using DarkMachines.Neural;

namespace DarkMachines.Benchmarks.Neural;

/// <summary>
/// The two-dimensional toy of Collins, Howe and Nachman (arXiv:1902.02634) and its published code: a falling mass spectrum of
/// events with two normal columns, and 150 signal events of mass 2.97 TeV that lie at (1.5, 1.5). Three bins are the signal
/// region, two on each side the sidebands; the significance after a cut on 1 % of all events is that of the signal
/// region's count against a fit to the other bins.
/// </summary>
internal static class CwolaToy
{
    private const int Centre = 16;
    private const int Signal = 150;
    private const double KeptShare = 0.01;

    private static readonly CwolaOptions Options = new()
    {
        Folds = 4,
        Tries = 1,
        Units = 32,
        Bins = 32,
        BatchSize = 1024,
        Epochs = 40,
        LearningRate = 1e-2,
        Patience = 15,
        WeightDecay = 0.01,
        ValidationShare = 0.15,
    };

    private static readonly double[] Edges = [.. Enumerable.Range(0, 67).Select(i => 1.7 * Math.Pow(8.1 / 1.7, i / 66.0)).Take(46).Skip(7)];

    public static void Measure(int seeds)
    {
        foreach (var signal in new[] { Signal, 0 })
        {
            var significances = Enumerable.Range(1, seeds).Select(seed => Significance((ulong)seed, signal)).ToArray();
            NeuralBenchmark.Print($"Z with {signal} signal events, no cut", significances.Select(z => z.Before));
            NeuralBenchmark.Print($"Z with {signal} signal events, after the cut", significances.Select(z => z.After));
        }
    }

    private static (double Before, double After) Significance(ulong seed, int signal)
    {
        var (bins, rows) = Events(new RandomStream(seed, 200), signal);
        int[] learnt = [.. Enumerable.Range(0, bins.Length).Where(i => Math.Abs(bins[i] - Centre) <= 3)];
        var labels = NeuralData.Labels(learnt.Select(i => Math.Abs(bins[i] - Centre) <= 1 ? 1 : 0));
        var isKept = new bool[bins.Length];
        using (var model = new Cwola(Options).Fit(rows.SelectRows(learnt), labels, new FitContext(seed, 2)))
        {
            int[] others = [.. Enumerable.Range(0, bins.Length).Except(learnt)];
            for (var fold = 0; fold < Options.Folds; fold++)
            {
                int[] ofFold = [.. learnt.Where((_, i) => model.Folds.Span[i] == fold), .. others.Where((_, i) => i % Options.Folds == fold)];
                var scores = model.ScoresOfFold(rows.SelectRows(ofFold), fold);
                var cut = scores.OrderDescending().ElementAt((int)(KeptShare * scores.Length));
                for (var i = 0; i < ofFold.Length; i++)
                    isKept[ofFold[i]] = scores[i] > cut;
            }
        }

        return (BumpFit.Significance(Edges, Counts(bins, _ => true), Centre), BumpFit.Significance(Edges, Counts(bins, i => isKept[i]), Centre));
    }

    private static double[] Counts(int[] bins, Func<int, bool> isKept)
    {
        var counts = new double[Edges.Length - 1];
        for (var i = 0; i < bins.Length; i++)
            counts[bins[i]] += isKept(i) ? 1 : 0;
        return counts;
    }

    private static (int[] Bins, FeatureTable Rows) Events(RandomStream random, int signal)
    {
        var (bins, rows) = (new List<int>(), new List<double[]>());
        for (var bin = 0; bin < Edges.Length - 1; bin++)
        {
            var y = (Edges[bin] + Edges[bin + 1]) / 2 / 13;
            var expected = 5 * Math.Pow(1 - y, 5) * Math.Pow(y, -6);
            // Such great Poisson numbers are normal.
            for (var i = Math.Round(expected + Math.Sqrt(expected) * random.Normal()); i > 0; i--)
                Add(bin, [Clipped(), Clipped()]);
        }

        for (var i = 0; i < signal; i++)
        {
            var mass = 2.97 + 0.06 * random.Normal();
            Add(Array.FindLastIndex(Edges, edge => edge <= mass), [1.5 + 0.08 * random.Normal(), 1.5 + 0.08 * random.Normal()]);
        }

        return ([.. bins], NeuralData.Table(rows));

        double Clipped() => Math.Clamp(random.Normal(), -4, 4);

        void Add(int bin, double[] row)
        {
            bins.Add(bin);
            rows.Add(row);
        }
    }
}
