namespace DarkMachines.Data.Events;

/// <summary>An energy and a momentum, in any one unit; the beam is along z.</summary>
/// <param name="E">Energy.</param>
/// <param name="X">Momentum along x.</param>
/// <param name="Y">Momentum along y.</param>
/// <param name="Z">Momentum along the beam.</param>
public readonly record struct FourMomentum(double E, double X, double Y, double Z)
{
    /// <summary>Transverse momentum.</summary>
    public double Pt => double.Hypot(X, Y);

    /// <summary>Azimuth, −π to π.</summary>
    public double Phi => Math.Atan2(Y, X);

    /// <summary>Pseudorapidity; infinite along the beam.</summary>
    public double Eta => Math.Asinh(Z / Pt);

    /// <summary>Invariant mass; 0 where rounding makes its square negative.</summary>
    public double Mass => Math.Sqrt(Math.Max(0, (E - Z) * (E + Z) - X * X - Y * Y));

    /// <summary>Magnitude of the momentum.</summary>
    public double P => Math.Sqrt(X * X + Y * Y + Z * Z);

    /// <summary>From what the detector measures.</summary>
    /// <param name="energy">Energy.</param>
    /// <param name="pt">Transverse momentum.</param>
    /// <param name="eta">Pseudorapidity.</param>
    /// <param name="phi">Azimuth.</param>
    public static FourMomentum Of(double energy, double pt, double eta, double phi) =>
        new(energy, pt * Math.Cos(phi), pt * Math.Sin(phi), pt * Math.Sinh(eta));

    /// <summary>From mass and direction.</summary>
    /// <param name="mass">Mass.</param>
    /// <param name="pt">Transverse momentum.</param>
    /// <param name="eta">Pseudorapidity.</param>
    /// <param name="phi">Azimuth.</param>
    public static FourMomentum OfMass(double mass, double pt, double eta, double phi) =>
        Of(Math.Sqrt(mass * mass + Math.Pow(pt * Math.Cosh(eta), 2)), pt, eta, phi);

    /// <summary>The sum.</summary>
    public static FourMomentum operator +(FourMomentum a, FourMomentum b) => new(a.E + b.E, a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>The difference.</summary>
    public static FourMomentum operator -(FourMomentum a, FourMomentum b) => new(a.E - b.E, a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Seen from where a particle moves as <paramref name="frame"/>, if it is this in the particle's rest frame.</summary>
    /// <param name="frame">The particle's momentum; its mass must be above zero.</param>
    public FourMomentum BoostedBy(FourMomentum frame)
    {
        var mass = frame.Mass;
        var along = (X * frame.X + Y * frame.Y + Z * frame.Z) / mass;
        var energy = (E * frame.E / mass) + along;
        var factor = (E + energy) / (mass + frame.E);
        return new FourMomentum(energy, X + factor * frame.X, Y + factor * frame.Y, Z + factor * frame.Z);
    }
}
