using DarkMachines.Histograms.Steps;

namespace DarkMachines.Histograms;

/// <summary>One random direction with the function of what is projected on it.</summary>
/// <param name="Columns">The columns that are not zero, in ascending order.</param>
/// <param name="Factors">What each is multiplied by after its mean is taken off.</param>
/// <param name="Means">These means.</param>
/// <param name="Steps">The function.</param>
internal sealed record Projection(int[] Columns, double[] Factors, double[] Means, StepFunction Steps)
{
    private static readonly StepFunction Nothing = new([], [0]);

    /// <summary>A direction in scaled columns.</summary>
    public static Projection Of(int[] columns, double[] weights, double[] means, double[] spreads) =>
        new(columns, [.. columns.Select((c, i) => weights[i] / spreads[c])], [.. columns.Select(c => means[c])], Nothing);

    /// <summary>Projects a row.</summary>
    public float Project(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        for (var i = 0; i < Columns.Length; i++)
            sum += (row[Columns[i]] - Means[i]) * Factors[i];
        return (float)Math.Clamp(sum, float.MinValue, float.MaxValue);
    }
}
