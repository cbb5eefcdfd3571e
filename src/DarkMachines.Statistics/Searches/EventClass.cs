namespace DarkMachines.Statistics.Searches;

/// <summary>A class of events in a general search: a histogram observed, and what the background predicts for it. Immutable.</summary>
public sealed class EventClass
{
    /// <summary>Makes a class.</summary>
    /// <param name="name">Its name, such as <c>2e1j</c>.</param>
    /// <param name="observed">Events observed in each bin.</param>
    /// <param name="expected">Background events expected in each bin, not negative.</param>
    /// <param name="uncertainties">Standard deviation of each expectation, not negative; the bins of a class vary together.</param>
    /// <exception cref="ArgumentException">The numbers of bins differ or are zero, or a value is negative or not finite.</exception>
    public EventClass(string name, IReadOnlyList<int> observed, IReadOnlyList<double> expected, IReadOnlyList<double> uncertainties)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(uncertainties);
        if (observed.Count == 0 || observed.Count != expected.Count || observed.Count != uncertainties.Count)
            throw new ArgumentException($"Class '{name}' has {observed.Count} bins observed, {expected.Count} expected and {uncertainties.Count} uncertainties.", nameof(observed));
        if (observed.Any(n => n < 0) || expected.Concat(uncertainties).Any(x => !double.IsFinite(x) || x < 0))
            throw new ArgumentException($"Class '{name}' has a value that is negative or not finite.", nameof(expected));
        (Name, Observed, Expected, Uncertainties) = (name, [.. observed], [.. expected], [.. uncertainties]);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Events observed in each bin.</summary>
    public IReadOnlyList<int> Observed { get; }

    /// <summary>Background events expected in each bin.</summary>
    public IReadOnlyList<double> Expected { get; }

    /// <summary>Standard deviation of each expectation.</summary>
    public IReadOnlyList<double> Uncertainties { get; }
}
