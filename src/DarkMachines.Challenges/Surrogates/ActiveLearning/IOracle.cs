namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>Knows the class of any point, at a price: the theory code that a surrogate stands in for.</summary>
public interface IOracle
{
    /// <summary>The parameters, in the order of a point.</summary>
    IReadOnlyList<Feature> Parameters { get; }

    /// <summary>Names of the classes.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Asks about points, in their order.</summary>
    /// <param name="points">Row-major.</param>
    /// <param name="answers">Filled with one answer a point.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="OperationCanceledException">The context asked to stop.</exception>
    void Ask(ReadOnlyMemory<float> points, Span<OracleAnswer> answers, FitContext context);
}

/// <summary>An answer of an oracle.</summary>
/// <param name="Class">Place of the class; −1 if the oracle failed.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
public readonly record struct OracleAnswer(int Class, string? Failure = null);
