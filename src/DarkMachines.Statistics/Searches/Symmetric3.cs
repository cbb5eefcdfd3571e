namespace DarkMachines.Statistics.Searches;

/// <summary>A symmetric matrix of three rows, for fits of three parameters that are made a hundred thousand times.</summary>
internal readonly record struct Symmetric3(double Xx, double Xy, double Xz, double Yy, double Yz, double Zz)
{
    /// <summary>The matrix with the weighted square of a vector added.</summary>
    public Symmetric3 Plus(double weight, double x, double y, double z) => new(
        Xx + weight * x * x, Xy + weight * x * y, Xz + weight * x * z, Yy + weight * y * y, Yz + weight * y * z, Zz + weight * z * z);

    /// <summary>Solves for a right side, with the diagonal raised by a factor (Marquardt's damping); by Cholesky's method.</summary>
    public void Solve(double damping, ReadOnlySpan<double> right, Span<double> solution)
    {
        var factor = 1 + damping;
        var a = Math.Sqrt(Xx * factor);
        double b = Xy / a, d = Xz / a;
        var c = Math.Sqrt(Yy * factor - b * b);
        var e = (Yz - b * d) / c;
        var f = Math.Sqrt(Zz * factor - d * d - e * e);
        double u = right[0] / a, v = (right[1] - b * u) / c, w = (right[2] - d * u - e * v) / f;
        solution[2] = w / f;
        solution[1] = (v - e * solution[2]) / c;
        solution[0] = (u - b * solution[1] - d * solution[2]) / a;
    }
}
