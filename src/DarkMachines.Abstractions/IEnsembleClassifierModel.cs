namespace DarkMachines;

/// <summary>
/// A classifier whose probabilities are the mean of its members': the trees of a forest, the networks of an ensemble, the
/// passes of Monte Carlo dropout. How far they disagree about a row tells what more training rows could settle; what they
/// agree to be uncertain of is in the data. A host measures the first as the mean Kullback-Leibler divergence of the members'
/// probabilities from their mean, which is the mutual information of class and member (Depeweg et al., arXiv:1710.07283).
/// </summary>
public interface IEnsembleClassifierModel : IClassifierModel
{
    /// <summary>Number of members, at least 1.</summary>
    int Members { get; }

    /// <summary>Each member's probability of each class for each row; the mean over the members is the model's own.</summary>
    /// <param name="rows">Row-major, <c>n × Features.Count</c>.</param>
    /// <param name="probabilities">Filled row-major, <c>n × Members × Classes.Count</c>; each member's add to one.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    void PredictMembers(ReadOnlySpan<float> rows, Span<float> probabilities);
}
