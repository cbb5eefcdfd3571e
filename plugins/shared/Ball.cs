namespace DarkMachines.Geometry;

/// <summary>Volumes of unit balls.</summary>
internal static class Ball
{
    /// <summary>Natural logarithm of the volume of the points no farther than one from the origin.</summary>
    /// <param name="dimensions">Number of dimensions.</param>
    /// <param name="manhattan">True if distance is the sum of absolute differences, false if it is Euclidean.</param>
    public static double LogVolume(int dimensions, bool manhattan = false)
    {
        // Manhattan: V(d) = V(d - 1) · 2 / d from V(0) = 1. Euclidean: V(d) = V(d - 2) · 2π / d, from V(0) = 1 and V(1) = 2.
        var log = !manhattan && dimensions % 2 == 1 ? Math.Log(2) : 0;
        for (var d = dimensions; d >= (manhattan ? 1 : 2); d -= manhattan ? 1 : 2)
            log += Math.Log((manhattan ? 2 : 2 * Math.PI) / d);
        return log;
    }
}
