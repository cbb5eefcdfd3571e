using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Where predictions go.</summary>
internal interface IPredictionWriter : IDisposable
{
    /// <summary>Takes the points of a room.</summary>
    void Write(PredictedPoints points);

    /// <summary>Ends what was begun: all points are there.</summary>
    void Complete(PredictionSummary summary);
}
