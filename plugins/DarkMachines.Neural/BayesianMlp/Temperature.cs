using DarkMachines.Onnx;
using DarkMachines.Onnx.Training;

namespace DarkMachines.Neural;

/// <summary>Finds the temperature of a classifier (Guo et al., arXiv:1706.04599, section 4.2), here of an ensemble's members together.</summary>
internal static class Temperature
{
    private const double Widest = 3;
    private const int Steps = 60;

    /// <summary>The temperature under which the mean of the members' probabilities is likeliest for rows that were held back; 1 without such rows.</summary>
    public static double Of(Examples examples, PresentClasses classes, IReadOnlyList<int> heldBack, Func<OnnxGraphBuilder, OnnxTensor[]> write)
    {
        if (heldBack.Count == 0)
            return 1;
        var rows = examples.Table.SelectRows([.. heldBack]);
        using var scorer = new NetworkScorer(examples.Columns, graph => graph.Concat(-1, write(graph)));
        var logits = new float[rows.RowCount * scorer.OutputColumns];
        scorer.Score(rows.Values, logits);
        int[] truth = [.. heldBack.Select(row => (int)classes.Places[row])];
        return Math.Exp(Least(logarithm => Loss(Math.Exp(logarithm)), -Widest, Widest));

        double Loss(double temperature)
        {
            var loss = 0.0;
            for (var i = 0; i < truth.Length; i++)
            {
                var weight = rows.IsWeighted ? rows.Weights[i] : 1;
                loss -= weight * Math.Log(Math.Max(Probability(logits.AsSpan(i * scorer.OutputColumns, scorer.OutputColumns), classes.Count, truth[i], temperature), 1e-30));
            }

            return loss;
        }
    }

    private static double Probability(ReadOnlySpan<float> logits, int classes, int ofClass, double temperature)
    {
        var sum = 0.0;
        for (var start = 0; start < logits.Length; start += classes)
        {
            var total = 0.0;
            for (var k = 0; k < classes; k++)
                total += Math.Exp((logits[start + k] - logits[start + ofClass]) / temperature);
            sum += 1 / total;
        }

        return sum * classes / logits.Length;
    }

    // Golden section.
    private static double Least(Func<double, double> function, double low, double high)
    {
        var share = (Math.Sqrt(5) - 1) / 2;
        var (left, right) = (high - share * (high - low), low + share * (high - low));
        var (atLeft, atRight) = (function(left), function(right));
        for (var step = 0; step < Steps; step++)
        {
            if (atLeft < atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - share * (high - low);
                atLeft = function(left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + share * (high - low);
                atRight = function(right);
            }
        }

        return (low + high) / 2;
    }
}
