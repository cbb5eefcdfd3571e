namespace DarkMachines.Linear;

/// <summary>
/// Turns the scores of some rows, class after class, into probabilities, and returns the sum of the rows' losses times
/// their shares; a loss is minus the log probability of the row's class.
/// </summary>
internal static class LogisticLoss
{
    /// <summary>Of two classes; only the second has scores.</summary>
    // With e = exp(−|score|), which cannot overflow, the likelier class has 1 / (1 + e) and the other e / (1 + e).
    public static double OfTwo(ReadOnlySpan<double> shares, ReadOnlySpan<int> classOf, Span<double> probabilities)
    {
        var loss = 0.0;
        var ofSecond = probabilities.Slice(shares.Length, shares.Length);
        for (var i = 0; i < shares.Length; i++)
        {
            var score = ofSecond[i];
            var small = Math.Exp(-Math.Abs(score));
            var shortfall = classOf[i] == 1 ? Math.Max(-score, 0) : Math.Max(score, 0);
            loss += shares[i] * (shortfall + Math.Log(1 + small));
            ofSecond[i] = (score > 0 ? 1 : small) / (1 + small);
        }

        return loss;
    }

    /// <summary>Of any number of classes.</summary>
    public static double OfMany(ReadOnlySpan<double> shares, ReadOnlySpan<int> classOf, Span<double> probabilities, int classes)
    {
        var loss = 0.0;
        var ofRow = new double[classes];
        for (var i = 0; i < shares.Length; i++)
        {
            for (var k = 0; k < classes; k++)
                ofRow[k] = probabilities[k * shares.Length + i];
            var shortfall = 0.0;
            foreach (var score in ofRow)
                shortfall = Math.Max(shortfall, score - ofRow[classOf[i]]);
            loss += shares[i] * (shortfall + Softmax.InPlace(ofRow));
            for (var k = 0; k < classes; k++)
                probabilities[k * shares.Length + i] = ofRow[k];
        }

        return loss;
    }
}
