namespace DarkMachines.Challenges.Surrogates;

/// <summary>What a surrogate says of some points; the arrays are used again for the next.</summary>
/// <param name="parameters">Parameters of a point.</param>
/// <param name="width">Values, or probabilities, of a point.</param>
/// <param name="most">Most points at once.</param>
public sealed class PredictedPoints(int parameters, int width, int most)
{
    /// <summary>Most points at once.</summary>
    public int Most => most;

    /// <summary>How many points there are.</summary>
    public int Count { get; internal set; }

    /// <summary>The parameters, row-major: those that were predicted at, clamped ones as they were clamped.</summary>
    public float[] Rows { get; } = new float[parameters * most];

    /// <summary>The values, or the probabilities of the classes, row-major; NaN for a point that was not predicted.</summary>
    public float[] Values { get; } = new float[width * most];

    /// <summary>One standard deviation of each value by the model's own account, row-major; NaN where it gives none.</summary>
    public float[] Uncertainties { get; } = new float[width * most];

    /// <summary>Whether each parameter was outside its range, row-major.</summary>
    public bool[] Outside { get; } = new bool[parameters * most];

    /// <summary>Whether each point was predicted.</summary>
    public bool[] IsPredicted { get; } = new bool[most];
}
