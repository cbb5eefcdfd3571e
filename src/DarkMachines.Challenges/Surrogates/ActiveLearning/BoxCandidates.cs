namespace DarkMachines.Challenges.Surrogates.ActiveLearning;

/// <summary>Points spread uniformly over a box, without end.</summary>
/// <param name="box">The range of each parameter.</param>
public sealed class BoxCandidates(IReadOnlyList<ValidRange> box) : ICandidates
{
    private float[] _drawn = [];

    /// <summary>Draws points, row-major.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Draws them.</param>
    public float[] Points(int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var points = new float[count * box.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var (low, high) = box[i % box.Count];
            points[i] = (float)(low + random.Uniform() * ((double)high - low));
        }

        return points;
    }

    /// <inheritdoc/>
    public int Draw(int count, RandomStream random)
    {
        _drawn = Points(count, random);
        return count;
    }

    /// <inheritdoc/>
    public void Copy(int first, Span<float> points) => _drawn.AsSpan(first * box.Count, points.Length).CopyTo(points);

    /// <inheritdoc/>
    public void Take(IReadOnlyList<int> taken)
    {
    }
}
