namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>Where the points come from that an oracle may be asked about.</summary>
public interface ICandidates
{
    /// <summary>Draws points.</summary>
    /// <param name="count">How many are wanted.</param>
    /// <param name="random">Draws them.</param>
    /// <returns>How many were drawn; fewer than wanted where there are no more.</returns>
    int Draw(int count, RandomStream random);

    /// <summary>Copies points drawn last. Safe to call from several threads.</summary>
    /// <param name="first">Place among them of the first that is wanted.</param>
    /// <param name="points">Filled row-major.</param>
    void Copy(int first, Span<float> points);

    /// <summary>Is told which of the points drawn last were taken; the others may be drawn again.</summary>
    /// <param name="taken">Their places among those drawn.</param>
    void Take(IReadOnlyList<int> taken);
}
