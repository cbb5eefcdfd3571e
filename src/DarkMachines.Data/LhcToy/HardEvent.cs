using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>How a heavy boson decays: as nature has it, or as the only way into a channel.</summary>
internal enum BosonDecay
{
    /// <summary>All ways, as often as they occur.</summary>
    Any,

    /// <summary>To charged leptons (W: with a neutrino), taus among them.</summary>
    Leptons,

    /// <summary>Of a Z, to two taus that both decay to leptons.</summary>
    Taus,

    /// <summary>Of a Z, to neutrinos.</summary>
    Invisible,
}

/// <summary>The particles of one collision, and the pieces that processes are built of. Energies in GeV.</summary>
/// <param name="random">Where all choices come from.</param>
internal sealed class HardEvent(RandomStream random)
{
    private const double BottomMass = 4.8;
    private const double LeastRadiation = 20;
    private const double RadiationIndex = 1.95;
    private const double MostRadiatedEta = 3.5;
    private const double TauToLeptons = 0.352;

    private readonly List<Particle> _particles = [];

    public RandomStream Random => random;

    public IReadOnlyList<Particle> Particles => _particles;

    /// <summary>Transverse momentum of what no detector sees, which is the missing momentum: x and y.</summary>
    public (double X, double Y) Missing
    {
        get
        {
            var sum = (X: 0.0, Y: 0.0);
            foreach (var particle in _particles)
            {
                if (particle.Flavour == Flavour.Invisible)
                    sum = (sum.X + particle.Momentum.X, sum.Y + particle.Momentum.Y);
            }

            return sum;
        }
    }

    /// <summary>Scalar sum of the transverse momenta of the partons.</summary>
    public double PartonPt
    {
        get
        {
            var sum = 0.0;
            foreach (var particle in _particles)
                sum += particle.IsParton ? particle.Momentum.Pt : 0;
            return sum;
        }
    }

    public void Clear() => _particles.Clear();

    public void Add(Flavour flavour, FourMomentum momentum) => _particles.Add(new Particle(flavour, momentum));

    /// <summary>Radiates jets off the incoming partons.</summary>
    /// <param name="mean">How many on average.</param>
    /// <param name="most">Greatest transverse momentum of one.</param>
    /// <returns>The momentum that everything else recoils with: x and y.</returns>
    public (double X, double Y) Radiate(double mean, double most)
    {
        var recoil = (X: 0.0, Y: 0.0);
        for (var left = random.Poisson(mean); left > 0; left--)
        {
            var jet = FourMomentum.OfMass(0, random.PowerLaw(LeastRadiation, most, RadiationIndex), random.Between(-MostRadiatedEta, MostRadiatedEta), random.Azimuth());
            Add(random.Uniform() < 0.05 ? Flavour.Charm : Flavour.Light, jet);
            recoil = (recoil.X - jet.X, recoil.Y - jet.Y);
        }

        return recoil;
    }

    /// <summary>The momenta of two particles made together, back to back where both rest, and recoiling as a whole.</summary>
    /// <param name="first">Mass of the one.</param>
    /// <param name="second">Mass of the other.</param>
    /// <param name="momentum">Momentum of each where both rest.</param>
    /// <param name="rapiditySpread">Standard deviation of the rapidity of both together.</param>
    /// <param name="recoil">Transverse momentum of both together.</param>
    public (FourMomentum First, FourMomentum Second) Pair(double first, double second, double momentum, double rapiditySpread, (double X, double Y) recoil)
    {
        var (x, y, z) = random.Direction(momentum);
        var energy = Math.Sqrt(momentum * momentum + first * first);
        var otherEnergy = Math.Sqrt(momentum * momentum + second * second);
        var frame = Moving(energy + otherEnergy, rapiditySpread * random.Normal(), recoil);
        return (new FourMomentum(energy, x, y, z).BoostedBy(frame), new FourMomentum(otherEnergy, -x, -y, -z).BoostedBy(frame));
    }

    /// <summary>The momenta of two massless partons of a transverse momentum, back to back where both rest.</summary>
    /// <param name="pt">The transverse momentum.</param>
    /// <param name="rapidity">Rapidity of the one, the opposite of the other's.</param>
    /// <param name="frameRapidity">Rapidity of both together.</param>
    /// <param name="recoil">Transverse momentum of both together.</param>
    public (FourMomentum First, FourMomentum Second) HardPair(double pt, double rapidity, double frameRapidity, (double X, double Y) recoil)
    {
        var (sin, cos) = Math.SinCos(random.Azimuth());
        var first = new FourMomentum(pt * Math.Cosh(rapidity), pt * cos, pt * sin, pt * Math.Sinh(rapidity));
        var frame = Moving(2 * first.E, frameRapidity, recoil);
        return (first.BoostedBy(frame), new FourMomentum(first.E, -first.X, -first.Y, -first.Z).BoostedBy(frame));
    }

    /// <summary>A system of a mass at a rapidity with a transverse momentum.</summary>
    public static FourMomentum Moving(double mass, double rapidity, (double X, double Y) transverse)
    {
        var transverseMass = Math.Sqrt(mass * mass + transverse.X * transverse.X + transverse.Y * transverse.Y);
        return new FourMomentum(transverseMass * Math.Cosh(rapidity), transverse.X, transverse.Y, transverseMass * Math.Sinh(rapidity));
    }

    public double WMass() => random.BreitWigner(80.4, 2.1);

    public double ZMass() => random.BreitWigner(91.2, 2.5);

    public double TopMass() => random.BreitWigner(172.5, 1.4);

    /// <summary>Decays a top quark to b and W.</summary>
    public void DecayTop(FourMomentum top, int charge, BosonDecay decay)
    {
        var (b, w) = random.TwoBody(top, BottomMass, Math.Min(WMass(), top.Mass - BottomMass));
        Add(Flavour.Bottom, b);
        DecayW(w, charge, decay);
    }

    /// <summary>Decays a W: to each lepton one ninth, to quarks the rest, of which half are charmed.</summary>
    public void DecayW(FourMomentum w, int charge, BosonDecay decay)
    {
        var (first, second) = random.TwoBody(w, 0, 0);
        if (decay == BosonDecay.Any && random.Below(3) > 0)
        {
            Add(random.Below(2) == 0 ? Flavour.Charm : Flavour.Light, first);
            Add(Flavour.Light, second);
            return;
        }

        AddLepton(random.Below(3), charge, first);
        Add(Flavour.Invisible, second);
    }

    /// <summary>Decays a Z: 70 % to quarks, 20 % to neutrinos, the rest to charged leptons.</summary>
    public void DecayZ(FourMomentum z, BosonDecay decay)
    {
        var (first, second) = random.TwoBody(z, 0, 0);
        var choice = decay switch { BosonDecay.Any => random.Uniform(), BosonDecay.Invisible => 0.8, _ => 1 };
        if (choice < 0.7)
        {
            var flavour = random.Uniform() switch { < 0.22 => Flavour.Bottom, < 0.39 => Flavour.Charm, _ => Flavour.Light };
            Add(flavour, first);
            Add(flavour, second);
        }
        else if (choice < 0.9)
        {
            Add(Flavour.Invisible, first);
            Add(Flavour.Invisible, second);
        }
        else
        {
            var generation = decay == BosonDecay.Taus ? 2 : random.Below(3);
            AddLepton(generation, 1, first, decay == BosonDecay.Taus);
            AddLepton(generation, -1, second, decay == BosonDecay.Taus);
        }
    }

    // Generation 0, 1, 2 for e, mu, tau. Of a tau's momentum, its neutrinos take a share: to leptons two of three, else one of two particles.
    private void AddLepton(int generation, int charge, FourMomentum momentum, bool tauGivesLepton = false)
    {
        if (generation < 2)
        {
            Add((generation, charge > 0) switch { (0, false) => Flavour.Electron, (0, true) => Flavour.Positron, (_, false) => Flavour.Muon, _ => Flavour.Antimuon }, momentum);
            return;
        }

        var givesLepton = tauGivesLepton || random.Uniform() < TauToLeptons;
        var seen = givesLepton ? random.Beta1(2) : random.Uniform();
        Add(Flavour.Invisible, Scaled(momentum, 1 - seen));
        if (givesLepton)
            AddLepton(random.Below(2), charge, Scaled(momentum, seen));
        else
            Add(Flavour.Light, Scaled(momentum, seen));
    }

    public static FourMomentum Scaled(FourMomentum p, double factor) => new(factor * p.E, factor * p.X, factor * p.Y, factor * p.Z);
}
