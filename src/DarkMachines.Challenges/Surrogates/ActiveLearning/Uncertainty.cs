namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>
/// How uncertain a classifier is of a point. p is the probability of a class, p_m that of member m of an ensemble, H the entropy
/// −Σ p ln p in nats; votes are the members' most probable classes. All are zero at the least.
/// </summary>
public enum Uncertainty
{
    /// <summary>1 − max p: for two classes the same order as 1 − 2 |p − 1/2|.</summary>
    LeastConfident,

    /// <summary>H(p) (Shannon, Bell Syst. Tech. J. 27 (1948) 379).</summary>
    Entropy,

    /// <summary>
    /// The entropy of the shares v of the votes (Dagan and Engelson, ICML 1995, 150). For two classes the same order as |v − 1/2|
    /// over the deviation √(v (1 − v)) of the votes, turned round: the third experiment of Caron et al., Eur. Phys. J. C 79 (2019) 944.
    /// </summary>
    VoteEntropy,

    /// <summary>
    /// The mean Kullback-Leibler divergence of p_m from p (McCallum and Nigam, ICML 1998, 350), which is H(p) less the mean of
    /// H(p_m): the epistemic part of the entropy, the mutual information of class and member (Depeweg et al., arXiv:1710.07283).
    /// </summary>
    Divergence,
}
