namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>Reports the progress of a part of some work as that of the whole.</summary>
/// <param name="whole">Where to.</param>
/// <param name="before">Share of the whole that was done before.</param>
/// <param name="share">The part's share of the whole.</param>
internal sealed class PartOfProgress(FitContext whole, double before, double share) : IProgress<FitProgress>
{
    public void Report(FitProgress value) => whole.Report(before + share * value.Fraction, value.Stage);
}
