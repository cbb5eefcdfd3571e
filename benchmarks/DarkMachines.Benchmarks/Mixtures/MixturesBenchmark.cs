using DarkMachines.Benchmarks.Peers;
using DarkMachines.Mixtures;

namespace DarkMachines.Benchmarks.Mixtures;

/// <summary>Gaussian mixtures and k-means beside scikit-learn, on one thread.</summary>
internal static class MixturesBenchmark
{
    private const int Rows = 100_000;
    private const int Columns = 20;
    private const int Components = 10;

    // Both do as many iterations, whatever they gain.
    private const int Iterations = 20;
    private const int Rounds = 3;

    public static int Run(string[] only)
    {
        var values = Draw();
        var rows = new FeatureTable([.. Enumerable.Range(0, Columns).Select(i => new Feature($"x{i}"))], values);
        var fitted = new GaussianMixture(Options(CovarianceForm.Full)).Fit(rows, new FitContext(1));

        Func<double> Fit(CovarianceForm form)
        {
            var model = new GaussianMixture(Options(form)).Fit(rows, new FitContext(1));
            return () => model.MeanLogLikelihood;
        }

        Func<double> Score()
        {
            var densities = new float[Rows];
            fitted.LogDensity(values, densities);
            return () => densities.Average(density => (double)density);
        }

        Contest[] contests =
        [
            new("mixture, full covariances, fit", "sklearn-full", () => Fit(CovarianceForm.Full)),
            new("mixture, diagonal, fit", "sklearn-diagonal", () => Fit(CovarianceForm.Diagonal)),
            new("mixture, tied, fit", "sklearn-tied", () => Fit(CovarianceForm.Tied)),
            new("mixture, full covariances, log densities", "sklearn-score", Score),
        ];
        using var peer = new PeerRun("Mixtures/mixtures_peer.py", new Dictionary<string, float[]> { ["rows"] = values });
        Contest.Print(peer, Rounds, contests.Where(contest => only.Length == 0 || only.Contains(contest.PeerTask)));
        return 0;
    }

    private static GaussianMixtureOptions Options(CovarianceForm form) =>
        new() { Components = Components, Covariance = form, Tolerance = 0, MaxIterations = Iterations };

    // Overlapping clusters, standardised but for their means: no fit has converged after the iterations.
    private static float[] Draw()
    {
        RandomStream random = new(1), centres = new(2);
        float[] centre = [.. Enumerable.Range(0, Components * Columns).Select(_ => (float)centres.Normal())];
        var values = new float[Rows * Columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)random.Normal() + centre[i / Columns % Components * Columns + i % Columns];
        return values;
    }
}
