using System.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace DarkMachines.Linear;

/// <summary>The correlations of the columns of a table, and their principal directions.</summary>
internal static class Correlations
{
    /// <summary>The matrix Σᵢ shareᵢ zⱼ zₖ of standardised columns z, row-major; zero for a constant column.</summary>
    public static double[] Of(StandardisedRows rows, FitContext context)
    {
        var columns = rows.ColumnCount;
        var matrix = RowSum.Over(rows.Count, columns * columns, context, (start, end, sum) =>
        {
            var tile = new ColumnTile(columns);
            rows.Copy(start, end, tile);
            var shares = new double[end - start];
            rows.CopyShares(start, end, shares);
            tile.AddProducts(shares, columns, sum, columns);
        });
        Vectors.MirrorLowerTriangle(matrix, columns);
        return matrix;
    }

    /// <summary>Eigenvalues of a symmetric matrix in ascending order, and its eigenvectors, one after another.</summary>
    /// <param name="matrix">Row-major; it is overwritten.</param>
    /// <param name="order">Its order.</param>
    public static (double[] Values, double[] Vectors) Decompose(double[] matrix, int order)
    {
        // The managed provider by name: the library's default depends on what the machine has installed.
        var values = new Complex[order];
        var vectors = new double[order * order];
        ManagedLinearAlgebraProvider.Instance.EigenDecomp(true, order, matrix, vectors, values, new double[order * order]);
        return ([.. values.Select(value => value.Real)], vectors);
    }
}
