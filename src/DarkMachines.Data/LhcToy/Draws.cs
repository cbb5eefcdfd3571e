using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>Distributions that the simulation draws from, and decays by phase space.</summary>
internal static class Draws
{
    private const double Widths = 15;
    private const double CollisionEnergy = 13_000;
    private const double PartonExponent = 10;

    /// <summary>
    /// A transverse momentum in GeV from <paramref name="least"/> on: density pt^−index (1 − x)^10 with x = 2 pt/√s, which
    /// the partons' share of the protons' energy brings about.
    /// </summary>
    public static double HardPt(this RandomStream random, double least, double index)
    {
        while (true)
        {
            var pt = random.PowerLaw(least, CollisionEnergy / 2, index);
            if (random.Uniform() < Math.Pow(1 - 2 * pt / CollisionEnergy, PartonExponent))
                return pt;
        }
    }

    /// <summary>Density falling as x to the power −<paramref name="index"/> between two values.</summary>
    public static double PowerLaw(this RandomStream random, double least, double most, double index)
    {
        var (low, high) = (Math.Pow(least, 1 - index), Math.Pow(most, 1 - index));
        return Math.Pow(low + random.Uniform() * (high - low), 1 / (1 - index));
    }

    /// <summary>Exponential density with a mean.</summary>
    public static double Exponential(this RandomStream random, double mean) => -mean * Math.Log(1 - random.Uniform());

    /// <summary>Density ∝ (1 − x)^(b − 1) on 0 to 1.</summary>
    public static double Beta1(this RandomStream random, double b) => 1 - Math.Pow(1 - random.Uniform(), 1 / b);

    /// <summary>Density uniform between two values.</summary>
    public static double Between(this RandomStream random, double least, double most) => least + (most - least) * random.Uniform();

    /// <summary>Azimuth.</summary>
    public static double Azimuth(this RandomStream random) => random.Between(-Math.PI, Math.PI);

    /// <summary>Poisson distribution (Knuth's product of uniforms, for means of a few).</summary>
    public static int Poisson(this RandomStream random, double mean)
    {
        var limit = Math.Exp(-mean);
        var count = -1;
        for (var product = 1.0; product > limit; count++)
            product *= 1 - random.Uniform();
        return count;
    }

    /// <summary>A mass from the Breit–Wigner distribution, within fifteen widths.</summary>
    public static double BreitWigner(this RandomStream random, double mass, double width)
    {
        while (true)
        {
            var drawn = mass + width / 2 * Math.Tan(Math.PI * (random.Uniform() - 0.5));
            if (Math.Abs(drawn - mass) < Widths * width)
                return drawn;
        }
    }

    /// <summary>Momentum of the two particles that a particle at rest decays to; 0 below threshold.</summary>
    public static double DecayMomentum(double mass, double first, double second) =>
        mass <= first + second ? 0 : Math.Sqrt((mass * mass - Math.Pow(first + second, 2)) * (mass * mass - Math.Pow(first - second, 2))) / (2 * mass);

    /// <summary>A vector of a length in any direction alike.</summary>
    public static (double X, double Y, double Z) Direction(this RandomStream random, double length)
    {
        var cosine = random.Between(-1, 1);
        var (sinPhi, cosPhi) = Math.SinCos(random.Azimuth());
        var across = length * Math.Sqrt(1 - cosine * cosine);
        return (across * cosPhi, across * sinPhi, length * cosine);
    }

    /// <summary>Decay to two particles, in any direction alike in the rest frame.</summary>
    public static (FourMomentum First, FourMomentum Second) TwoBody(this RandomStream random, FourMomentum parent, double first, double second)
    {
        var momentum = DecayMomentum(parent.Mass, first, second);
        var (x, y, z) = random.Direction(momentum);
        return (
            new FourMomentum(Math.Sqrt(momentum * momentum + first * first), x, y, z).BoostedBy(parent),
            new FourMomentum(Math.Sqrt(momentum * momentum + second * second), -x, -y, -z).BoostedBy(parent));
    }

    /// <summary>Decay to three particles, uniform in phase space.</summary>
    public static (FourMomentum First, FourMomentum Second, FourMomentum Third) ThreeBody(this RandomStream random, FourMomentum parent, double first, double second, double third)
    {
        // The density of the mass of the first two is the product of the two decay momenta.
        var mass = parent.Mass;
        var (least, most) = (first + second, mass - third);
        var bound = DecayMomentum(mass, least, third) * DecayMomentum(most, first, second);
        double pair;
        do
            pair = random.Between(least, most);
        while (random.Uniform() * bound > DecayMomentum(mass, pair, third) * DecayMomentum(pair, first, second));
        var (both, last) = random.TwoBody(parent, pair, third);
        var (one, other) = random.TwoBody(both, first, second);
        return (one, other, last);
    }
}
