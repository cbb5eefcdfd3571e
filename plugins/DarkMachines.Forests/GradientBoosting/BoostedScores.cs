using System.Buffers;

namespace DarkMachines.Forests;

/// <summary>Sums of the answers of trees, added to the scores to begin with: the trees take turns with the outputs.</summary>
/// <param name="trees">The trees.</param>
/// <param name="start">The scores to begin with, one an output.</param>
internal sealed partial class BoostedScores(TreeEnsemble trees, double[] start)
{
    /// <summary>The scores of rows, handed on in blocks.</summary>
    /// <param name="rows">Row-major rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="answers">Where the answers go, row-major.</param>
    /// <param name="finish">Makes answers of the scores of some rows.</param>
    public void Write(ReadOnlySpan<float> rows, int columns, Span<float> answers, Finish finish)
    {
        var count = rows.Length / columns;
        var width = count == 0 ? 0 : answers.Length / count;
        var rented = ArrayPool<double>.Shared.Rent(Math.Min(TreeEnsemble.BlockRows, count) * start.Length);
        for (var first = 0; first < count; first += TreeEnsemble.BlockRows)
        {
            var block = Math.Min(TreeEnsemble.BlockRows, count - first);
            var scores = rented.AsSpan(0, block * start.Length);
            for (var i = 0; i < scores.Length; i++)
                scores[i] = start[i % start.Length];
            var sums = new ValueSums(trees, scores);
            trees.Visit(rows.Slice(first * columns, block * columns), columns, ref sums);
            finish(scores, answers.Slice(first * width, block * width));
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>Makes answers of scores.</summary>
    public delegate void Finish(Span<double> scores, Span<float> answers);
}
