using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>How many points there were, and what became of them.</summary>
internal sealed class PredictionSummary
{
    public long Points { get; private set; }

    public long Outside { get; private set; }

    public long Failed { get; private set; }

    public void Add(Predictor predictor, PredictedPoints points)
    {
        Points += points.Count;
        var width = predictor.Parameters.Count;
        for (var i = 0; i < points.Count; i++)
        {
            if (points.Outside.AsSpan(i * width, width).Contains(true))
                Outside++;
            if (!points.IsPredicted[i])
                Failed++;
        }
    }
}
