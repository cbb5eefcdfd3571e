namespace DarkMachines.Forests;

/// <summary>What boosting lessens: a loss of each row's scores, of which it may have several.</summary>
internal interface ILoss
{
    /// <summary>Number of scores a row.</summary>
    int Outputs { get; }

    /// <summary>The scores to begin with, which are least lossy if all rows have the same; may be minus infinity.</summary>
    double[] Start { get; }

    /// <summary>The loss of a row.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="scores">Its scores.</param>
    double Of(int row, ReadOnlySpan<double> scores);

    /// <summary>The derivatives of a row's loss by its scores.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="first">Filled with minus the first derivative by each score.</param>
    /// <param name="second">Filled with the second.</param>
    void Derivatives(int row, ReadOnlySpan<double> scores, Span<double> first, Span<float> second);
}
