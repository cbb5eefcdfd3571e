namespace DarkMachines.Statistics.Searches;

/// <summary>
/// A general search (ATLAS, Eur. Phys. J. C 79 (2019) 120): in every class of events every region of neighbouring bins is
/// compared with the background, p = 2 min[P(n ≤ N), P(n ≥ N)] with the Poisson mean smeared by its Gaussian uncertainty. The
/// smallest p of a class is its own. Pseudo-experiments of all classes give the probability that so many classes have so small
/// a p: the look-elsewhere effect of bins, regions and classes together.
/// </summary>
public static class GeneralSearch
{
    /// <summary>Searches. Cost: the tables of one class at a time on each thread, then a look-up a region and pseudo-experiment.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="settings">What to leave out, and the number of pseudo-experiments.</param>
    /// <param name="context">Seed and threads; the result does not depend on the threads.</param>
    /// <exception cref="UnusableDataException">No class has a region to look at.</exception>
    public static GeneralSearchResult Run(IReadOnlyList<EventClass> classes, GeneralSearchSettings settings, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(context);
        var best = new SearchRegion?[classes.Count];
        var regions = new int[classes.Count];
        var drawn = new double[classes.Count][];
        context.ForEach(classes.Count, c =>
        {
            var scan = new RegionScan(classes[c], settings);
            (regions[c], best[c]) = (scan.Regions, scan.Best());
            var random = context.Random((ulong)c);
            drawn[c] = [.. Enumerable.Range(0, settings.Experiments).Select(_ => scan.Draw(random))];
        });

        var found = Enumerable.Range(0, classes.Count).Where(c => best[c] is not null).OrderBy(c => best[c]!.PValue).ToArray();
        if (found.Length == 0)
            throw new UnusableDataException("No class has a region with enough background expected, known well enough.", "Lower the least expectation or raise the largest relative uncertainty.");
        var experiments = Enumerable.Range(0, settings.Experiments).Select(e => found.Select(c => drawn[c][e]).Order().ToArray()).ToArray();
        return new GeneralSearchResult(
            [.. found.Select((c, place) => Finding(best[c]!, drawn[c], experiments, place))], regions.Sum(), classes.Count - found.Length);
    }

    private static ClassFinding Finding(SearchRegion region, double[] ofClass, double[][] experiments, int place) => new(
        region, Share(ofClass.Count(p => p <= region.PValue), ofClass.Length), Share(experiments.Count(ordered => ordered[place] <= region.PValue), experiments.Length));

    // The observation is one more experiment.
    private static double Share(int count, int experiments) => (1.0 + count) / (1 + experiments);
}

/// <summary>Settings of a general search.</summary>
/// <param name="Experiments">Number of pseudo-experiments, at least 1.</param>
/// <param name="LeastExpected">Regions with fewer background events expected are left out; above 0.</param>
/// <param name="LargestRelativeUncertainty">Regions whose expectation is less well known are left out.</param>
public sealed record GeneralSearchSettings(int Experiments = 1000, double LeastExpected = 0.1, double LargestRelativeUncertainty = 1);

/// <summary>A region of neighbouring bins.</summary>
/// <param name="Class">Name of its class.</param>
/// <param name="First">First bin, from 0.</param>
/// <param name="Last">Last bin, included.</param>
/// <param name="Observed">Events observed.</param>
/// <param name="Expected">Background events expected.</param>
/// <param name="Uncertainty">Standard deviation of that expectation.</param>
/// <param name="PValue">Two-sided, of this region alone.</param>
public sealed record SearchRegion(string Class, int First, int Last, int Observed, double Expected, double Uncertainty, double PValue);

/// <summary>The least probable region of a class, and how probable such a one is.</summary>
/// <param name="Region">The region.</param>
/// <param name="ClassPValue">Share of pseudo-experiments of this class with as small a p-value in any region.</param>
/// <param name="GlobalPValue">
/// Share of pseudo-experiments of all classes with at least as many classes as small as this one: of the first finding the
/// probability that the best of all classes is as good.
/// </param>
public sealed record ClassFinding(SearchRegion Region, double ClassPValue, double GlobalPValue);

/// <summary>The answer of a general search.</summary>
/// <param name="Findings">One for each class with a region, the least probable first.</param>
/// <param name="Regions">Number of regions looked at.</param>
/// <param name="ClassesWithout">Number of classes without a region to look at.</param>
public sealed record GeneralSearchResult(IReadOnlyList<ClassFinding> Findings, int Regions, int ClassesWithout);
