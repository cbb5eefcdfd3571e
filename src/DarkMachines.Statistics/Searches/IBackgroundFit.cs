namespace DarkMachines.Statistics.Searches;

/// <summary>A smooth background fitted to the bins of a histogram outside a window.</summary>
public interface IBackgroundFit
{
    /// <summary>Expected events in each bin, those of the window included.</summary>
    IReadOnlyList<double> Expected { get; }

    /// <summary>Σ (n − b)²/(n + 1) over the bins fitted.</summary>
    double ChiSquare { get; }

    /// <summary>Bins fitted less parameters, or what a smoother uses up.</summary>
    double DegreesOfFreedom { get; }

    /// <summary>Expected events in a window, and the standard deviation of that expectation.</summary>
    /// <param name="window">The window.</param>
    (double Events, double Error) Predict(BinWindow window);
}
