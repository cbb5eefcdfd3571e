using DarkMachines.Data;
using DarkMachines.Statistics;
using MathNet.Numerics.Statistics;

namespace DarkMachines.Challenges.DmAstro;

/// <summary>
/// The search among the unidentified sources. The array holds run after run, and within a run source after source:
/// a source's runs are a column of it. (The published notebook read rows, so that each of its "sources" was a mixture
/// of a hundred.)
/// </summary>
internal static class DmAstroSearch
{
    private static readonly double[] Thresholds = [0.5, 0.68, 0.9, 0.95, 0.99];

    public static CandidateReport Report(DmAstroData data, TrialScores scores)
    {
        var array = scores.Arrays[DmAstroScores.Unidentified];
        int runs = array.Shape[0], sources = array.Shape[1];
        var candidates = new Candidate[sources];
        var countsPerRun = Thresholds.Select(_ => new double[runs]).ToArray();
        for (var source = 0; source < sources; source++)
        {
            var probabilities = Enumerable.Range(0, runs).Select(run => (double)array.Values[run * sources + source]).ToArray();
            var reached = new int[Thresholds.Length];
            for (var t = 0; t < Thresholds.Length; t++)
            {
                for (var run = 0; run < runs; run++)
                {
                    if (probabilities[run] < Thresholds[t])
                        continue;
                    reached[t]++;
                    countsPerRun[t][run]++;
                }
            }

            candidates[source] = new Candidate(source, data.UnidentifiedNames[source], probabilities.Mean(), Spread(probabilities), reached);
        }

        return new CandidateReport(
            Thresholds,
            [.. countsPerRun.Select(counts => new Estimate(counts.Mean(), Spread(counts)))],
            [.. candidates.OrderByDescending(c => c.Mean).ThenBy(c => c.Index)]);
    }

    private static double Spread(double[] values) => values.Length > 1 ? values.StandardDeviation() : 0;
}
