namespace DarkMachines.Statistics;

/// <summary>How the scores of several entrants are combined.</summary>
public enum CombinationRule
{
    /// <summary>The least anomalous of the entrants' answers: anomalous only if all of them call it so.</summary>
    And,

    /// <summary>The most anomalous of the answers: anomalous if any of them calls it so.</summary>
    Or,

    /// <summary>The product of the answers.</summary>
    Product,

    /// <summary>The mean of the answers.</summary>
    Average,
}

/// <summary>What an entrant's answer about an event is before it is combined. The paper (arXiv:2105.14027, eq. 4.13) leaves it open.</summary>
public enum CombinationDirection
{
    /// <summary>
    /// The share of background with a score at or below the event's, 1 − f: large is anomalous, the minimum is a strict AND.
    /// </summary>
    BackgroundBelow,

    /// <summary>
    /// The paper's f itself, the share of background above: small is anomalous, so that its minimum, which it calls AND,
    /// is the most permissive choice. The combination is taken from one, to make high anomalous again.
    /// </summary>
    BackgroundAbove,
}

/// <summary>
/// Combines the scores of several entrants. Scores of different units become comparable by the background efficiency of a cut
/// at each: f(x), the share of reference background with a score above x. The same f is applied to signal and background.
/// Above the highest background score f is zero for every event: what no background reaches is tied.
/// </summary>
public static class ScoreCombination
{
    /// <summary>Combines scores.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="direction">What is combined.</param>
    /// <param name="entrants">Scores of the same events by each entrant, none of them NaN.</param>
    /// <param name="isBackground">True for the events that the efficiencies are measured on.</param>
    /// <returns>One score an event between 0 and 1, the higher the more anomalous.</returns>
    /// <exception cref="ArgumentException">There is no entrant or no background, numbers of events differ, or a score is NaN.</exception>
    public static float[] Of(
        CombinationRule rule, CombinationDirection direction, IReadOnlyList<float[]> entrants, ReadOnlySpan<bool> isBackground)
    {
        ArgumentNullException.ThrowIfNull(entrants);
        if (entrants.Count == 0)
            throw new ArgumentException("A combination needs an entrant.", nameof(entrants));
        var answers = new double[entrants.Count][];
        for (var e = 0; e < answers.Length; e++)
            answers[e] = Answers(entrants[e], isBackground, direction);
        var combined = new float[isBackground.Length];
        var column = new double[answers.Length];
        for (var i = 0; i < combined.Length; i++)
        {
            for (var e = 0; e < column.Length; e++)
                column[e] = answers[e][i];
            var value = Combine(rule, column);
            combined[i] = (float)(direction == CombinationDirection.BackgroundAbove ? 1 - value : value);
        }

        return combined;
    }

    /// <summary>The convention in a sentence, for the reader of a board.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="direction">What is combined.</param>
    public static string Describe(CombinationRule rule, CombinationDirection direction)
    {
        var of = rule switch
        {
            CombinationRule.And => "minimum",
            CombinationRule.Or => "maximum",
            CombinationRule.Product => "product",
            _ => "mean",
        };
        return direction == CombinationDirection.BackgroundBelow
            ? $"{of} over the entrants of the share of background at or below the event's score; higher is more anomalous"
            : $"one minus the {of} over the entrants of the share of background above the event's score; higher is more anomalous";
    }

    private static double Combine(CombinationRule rule, double[] answers) => rule switch
    {
        CombinationRule.And => answers.Min(),
        CombinationRule.Or => answers.Max(),
        CombinationRule.Product => answers.Aggregate(1.0, (product, answer) => product * answer),
        CombinationRule.Average => answers.Average(),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such rule."),
    };

    private static double[] Answers(float[] scores, ReadOnlySpan<bool> isBackground, CombinationDirection direction)
    {
        Roc.RequireScores(scores, isBackground);
        var background = new List<float>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (isBackground[i])
                background.Add(scores[i]);
        }

        if (background.Count == 0)
            throw new ArgumentException("Background efficiencies need background.", nameof(isBackground));
        background.Sort();
        var answers = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var above = (double)(background.Count - CountAtMost(background, scores[i])) / background.Count;
            answers[i] = direction == CombinationDirection.BackgroundAbove ? above : 1 - above;
        }

        return answers;
    }

    private static int CountAtMost(List<float> sorted, float score)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= score)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
