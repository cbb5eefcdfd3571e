using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Where points come from, some at a time.</summary>
internal abstract class PointSource : IDisposable
{
    /// <summary>The share of the points that was read, between 0 and 1.</summary>
    public abstract double Share { get; }

    /// <summary>Reads the next points into their room.</summary>
    /// <returns>How many; 0 at the end.</returns>
    public abstract int Read(PredictedPoints room);

    /// <summary>What one of the points just read is called: a file, or the number of a row.</summary>
    public abstract string NameOf(int point);

    /// <summary>Why one of the points just read cannot be used; null if it can.</summary>
    public abstract DarkMachinesException? FailureOf(int point);

    public abstract void Dispose();
}
