namespace DarkMachines.Forests;

/// <summary>
/// Scores 2^(−E h/c(ψ)), with the mean length E h of a row's path over the trees and that of an unsuccessful search among
/// the ψ rows of a tree (Liu, Ting and Zhou 2008, Equation 2): from 0 to 1, about a half for rows of no mark. It is what
/// scikit-learn calls <c>score_samples</c>, with the opposite sign. Where trees are grown on a single row all score a half.
/// </summary>
/// <remarks>A value of NaN is taken for a great one: the row goes right.</remarks>
public sealed partial class IsolationForestModel : IAnomalyModel
{
    private readonly TreeEnsemble _trees;
    private readonly double _unsuccessful;

    internal IsolationForestModel(IReadOnlyList<Feature> features, TreeEnsemble trees, double unsuccessful) =>
        (Features, _trees, _unsuccessful) = (features, trees, unsuccessful);

    /// <inheritdoc/>
    public IReadOnlyList<Feature> Features { get; }

    // All lengths are zero where that of an unsuccessful search is.
    private bool HasPaths => _unsuccessful > 0;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<float> scores)
    {
        this.RowCount(rows, scores.Length);
        _trees.Answer(rows, Features.Count, start: [], scores, (lengths, answers) =>
        {
            for (var i = 0; i < answers.Length; i++)
                answers[i] = HasPaths ? (float)Math.Pow(2, -lengths[i] / _trees.Count / _unsuccessful) : 0.5f;
        });
    }
}
