namespace DarkMachines.Mixtures.Numerics;

/// <summary>Lower triangles, line after line: element (i, j) is number i(i + 1)/2 + j.</summary>
internal static class Triangle
{
    /// <summary>The lower triangle L of a symmetric matrix A = L Lᵀ; NaN in it if A is not positive definite.</summary>
    public static double[] Cholesky(ReadOnlySpan<double> matrix, int size)
    {
        var factor = new double[matrix.Length];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[Place(i, j)];
                for (var k = 0; k < j; k++)
                    rest -= factor[Place(i, k)] * factor[Place(j, k)];
                factor[Place(i, j)] = i == j ? Math.Sqrt(rest) : rest / factor[Place(j, j)];
            }
        }

        return factor;
    }

    /// <summary>The inverse of a lower triangle, one too.</summary>
    public static double[] Inverse(ReadOnlySpan<double> triangle, int size)
    {
        var inverse = new double[triangle.Length];
        for (var j = 0; j < size; j++)
        {
            inverse[Place(j, j)] = 1 / triangle[Place(j, j)];
            for (var i = j + 1; i < size; i++)
            {
                var sum = 0.0;
                for (var k = j; k < i; k++)
                    sum += triangle[Place(i, k)] * inverse[Place(k, j)];
                inverse[Place(i, j)] = -sum / triangle[Place(i, i)];
            }
        }

        return inverse;
    }

    private static int Place(int line, int column) => line * (line + 1) / 2 + column;
}
