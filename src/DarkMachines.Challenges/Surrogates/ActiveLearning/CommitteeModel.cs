using System.Buffers;

namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>A fitted <see cref="Committee"/>: the mean of its members' probabilities.</summary>
/// <param name="members">The members, of the same columns and classes.</param>
public sealed class CommitteeModel(IReadOnlyList<IClassifierModel> members) : IEnsembleClassifierModel
{
    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features => members[0].Features;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => members[0].Classes;

    /// <inheritdoc/>
    public int Members => members.Count;

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        this.RowCount(rows, probabilities.Length, Classes.Count);
        var rented = ArrayPool<float>.Shared.Rent(probabilities.Length);
        var ofMember = rented.AsSpan(0, probabilities.Length);
        probabilities.Clear();
        foreach (var member in members)
        {
            member.PredictProbabilities(rows, ofMember);
            for (var i = 0; i < ofMember.Length; i++)
                probabilities[i] += ofMember[i] / Members;
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void PredictMembers(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var classes = Classes.Count;
        var count = this.RowCount(rows, probabilities.Length, Members * classes);
        var rented = ArrayPool<float>.Shared.Rent(count * classes);
        var ofMember = rented.AsSpan(0, count * classes);
        for (var place = 0; place < Members; place++)
        {
            members[place].PredictProbabilities(rows, ofMember);
            for (var row = 0; row < count; row++)
                ofMember.Slice(row * classes, classes).CopyTo(probabilities[((row * Members + place) * classes)..]);
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}
