namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>
/// Several algorithms that learn the same rows, each from a seed of its own, and vote (Seung, Opper and Sompolinsky, COLT
/// 1992, 287). The same algorithm may sit in it more than once.
/// </summary>
/// <param name="members">The algorithms, at least one.</param>
public sealed class Committee(IReadOnlyList<IClassifier> members) : IClassifier
{
    /// <inheritdoc/>
    public IClassifierModel Fit(FeatureTable rows, ClassLabels labels, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new CommitteeModel([.. members.Select((member, place) =>
        {
            var part = new PartOfProgress(context, (double)place / members.Count, 1.0 / members.Count);
            return member.Fit(rows, labels, new FitContext(RandomStream.DeriveSeed(context.Seed, (ulong)place), context.Threads, part, context.Cancellation));
        })]);
    }
}
