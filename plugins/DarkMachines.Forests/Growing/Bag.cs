using System.Collections;

namespace DarkMachines.Forests.Growing;

/// <summary>The rows that one tree is grown on.</summary>
/// <param name="rows">The rows, each once.</param>
/// <param name="drawn">Whether each row of the training set is among them.</param>
internal sealed class Bag(NodeRow[] rows, BitArray drawn)
{
    /// <summary>The rows, each once.</summary>
    public NodeRow[] Rows => rows;

    /// <summary>Whether each row of the training set is among them.</summary>
    public BitArray Drawn => drawn;

    /// <summary>Takes all rows, or as many as there are drawn with replacement; a row drawn n times has n times its weight.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="random">What to draw with; null to take all.</param>
    public static Bag Of(TrainingSet set, RandomStream? random)
    {
        var draws = new int[set.RowCount];
        for (var i = 0; i < draws.Length; i++)
            draws[random?.Below(draws.Length) ?? i]++;

        var rows = new NodeRow[draws.Count(n => n > 0)];
        var drawn = new BitArray(draws.Length);
        var count = 0;
        for (var row = 0; row < draws.Length; row++)
        {
            if (draws[row] == 0)
                continue;
            var weight = draws[row] * set.Weights[row];
            rows[count++] = new NodeRow(row, weight, set.TargetCount == 1 ? weight * set.Targets[row] : 0);
            drawn[row] = true;
        }

        return new Bag(rows, drawn);
    }
}
