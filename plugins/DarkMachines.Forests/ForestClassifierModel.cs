using System.Buffers;

namespace DarkMachines.Forests;

/// <summary>Mean class shares over the trees of a forest.</summary>
public sealed partial class ForestClassifierModel : IEnsembleClassifierModel, IOutOfBagModel
{
    // What is kept of the members' answers before they are made probabilities.
    private const int MostMemberValues = 1 << 22;

    private readonly TreeEnsemble _trees;
    private readonly float[] _outOfBag;

    internal ForestClassifierModel(IReadOnlyList<Feature> features, IReadOnlyList<string> classes, GrownForest forest, double[] outOfBag)
    {
        (Features, Classes, Importances, _trees) = (features, classes, forest.Importances, forest.Trees);
        _outOfBag = new float[outOfBag.Length / _trees.Width * classes.Count];
        ToProbabilities(outOfBag, 1, _outOfBag);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>
    /// Each column's part in lessening the impurity, the mean over the trees; they add to one, or are all zero if no
    /// tree has a split. Columns of many different values are favoured; see <see cref="PermutationImportance"/>.
    /// </summary>
    public IReadOnlyList<double> Importances { get; }

    /// <summary>
    /// Probabilities of each training row, row-major, by the trees that were not grown on it; NaN for a row that all
    /// were. Empty unless asked for by <see cref="ForestOptions.OutOfBag"/>.
    /// </summary>
    public ReadOnlyMemory<float> OutOfBag => _outOfBag;

    /// <summary>Number of trees; the probabilities of each are the class shares of its leaf.</summary>
    public int Members => _trees.Count;

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        this.RowCount(rows, probabilities.Length, Classes.Count);
        _trees.Answer(rows, Features.Count, start: [], probabilities, (sums, answers) => ToProbabilities(sums, _trees.Count, answers));
    }

    /// <inheritdoc/>
    public void PredictMembers(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var (values, answers) = (Members * _trees.Width, Members * Classes.Count);
        var count = this.RowCount(rows, probabilities.Length, answers);
        var most = Math.Clamp(MostMemberValues / values, 1, Math.Min(TreeEnsemble.BlockRows, Math.Max(1, count)));
        var rented = ArrayPool<double>.Shared.Rent(most * values);
        for (var start = 0; start < count; start += most)
        {
            var block = Math.Min(most, count - start);
            var leaves = new ValuesOfTrees(Members, _trees.Width, rented.AsSpan(0, block * values));
            _trees.Visit(rows.Slice(start * Features.Count, block * Features.Count), Features.Count, ref leaves);
            ToProbabilities(leaves.Kept, 1, probabilities.Slice(start * answers, block * answers));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    // Of two classes the trees know the share of the second only.
    private void ToProbabilities(ReadOnlySpan<double> sums, double divisor, Span<float> probabilities)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = _trees.Width > 1 ? (float)(sums[i] / divisor)
                : (float)(i % 2 == 1 ? sums[i / 2] / divisor : 1 - sums[i / 2] / divisor);
        }
    }
}
