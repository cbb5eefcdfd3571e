namespace DarkMachines.Linear;

/// <summary>Sums over vectors, element by element in order.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < b.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static void AddMultiple(double factor, ReadOnlySpan<double> vector, Span<double> sum)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += factor * vector[i];
    }

    /// <summary>Fills the upper triangle of a square row-major matrix from the lower one.</summary>
    public static void MirrorLowerTriangle(double[] matrix, int order)
    {
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < i; j++)
                matrix[j * order + i] = matrix[i * order + j];
        }
    }
}
