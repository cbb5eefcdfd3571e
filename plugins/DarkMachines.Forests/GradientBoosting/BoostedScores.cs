namespace DarkMachines.Forests;

/// <summary>Sums of the answers of trees, added to the scores to begin with: the trees take turns with the outputs.</summary>
/// <param name="trees">The trees.</param>
/// <param name="start">The scores to begin with, one an output.</param>
internal sealed partial class BoostedScores(TreeEnsemble trees, double[] start)
{
    /// <summary>Has answers made of the scores of rows.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="answers">Where the answers go, row-major.</param>
    /// <param name="make">Makes answers of the scores of some rows.</param>
    public void Write(ReadOnlySpan<float> rows, int columns, Span<float> answers, AnswersOfSums make) =>
        trees.Answer(rows, columns, start, answers, make);
}
