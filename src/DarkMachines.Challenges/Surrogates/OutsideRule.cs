namespace DarkMachines.Challenges.Surrogates;

/// <summary>What becomes of a point that has parameters outside the range that a surrogate was trained on.</summary>
public enum OutsideRule
{
    /// <summary>It is predicted as it is, and the parameters are named.</summary>
    Flag,

    /// <summary>It is not predicted.</summary>
    Refuse,

    /// <summary>
    /// Each such parameter is moved to the nearer edge of its range before the prediction, or a margin further in: the
    /// mapping of SUSY-AI, whose searches see nothing beyond the largest masses.
    /// </summary>
    Clamp,
}
