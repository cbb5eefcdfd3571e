using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>
/// From partons to what the files hold: radiation off the outgoing partons, jets of radius 0.4, their masses and
/// resolution, b-tags, efficiencies and resolutions of leptons and photons, and the objects' definition. GeV.
/// </summary>
/// <param name="random">Where all choices come from.</param>
internal sealed class Detector(RandomStream random)
{
    private const double Radius = 0.4;
    private const double WidestEmission = 1.2;
    private const double LeastEmission = 20;
    private const double EmissionRate = 0.13;
    private const double LeastJet = 15;
    private const double Mev = 1000;

    private readonly List<Seen> _jets = [];
    private readonly List<Seen> _others = [];

    /// <summary>Adds a collision to a batch as it is seen.</summary>
    /// <param name="collision">The collision.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="eventId">Id for the event.</param>
    /// <param name="process">Place of its process.</param>
    /// <param name="weight">Its weight.</param>
    public void See(HardEvent collision, EventBatch batch, long eventId, int process, double weight)
    {
        _jets.Clear();
        _others.Clear();
        foreach (var particle in collision.Particles)
        {
            if (particle.IsParton)
                Shower(particle);
        }

        Merge();
        foreach (var particle in collision.Particles)
        {
            if (!particle.IsParton && particle.Flavour != Flavour.Invisible)
                SeeParticle(particle);
        }

        var (x, y) = collision.Missing;
        batch.AddEvent(eventId, process, weight, (float)(Mev * double.Hypot(x, y)), (float)Math.Atan2(y, x));
        MeasureJets();
        AddSorted(_jets, batch, kind => kind.IsJet());
        AddSorted(_others, batch, ObjectKinds.IsElectron);
        AddSorted(_others, batch, ObjectKinds.IsMuon);
        AddSorted(_jets, batch, kind => kind == ObjectKind.Photon);
    }

    // Each parton gives away shares of its momentum, mostly small, at angles up to 1.2; those within 0.4 stay in the jet.
    private void Shower(Particle parton)
    {
        var (pt, eta, phi) = (parton.Momentum.Pt, parton.Momentum.Eta, parton.Momentum.Phi);
        if (pt < LeastJet)
            return;
        for (var left = pt > LeastEmission ? random.Poisson(EmissionRate * Math.Log(pt / LeastEmission)) : 0; left > 0 && pt > 2 * LeastEmission; left--)
        {
            var emitted = random.PowerLaw(LeastEmission, pt, 2);
            if (emitted > pt / 2)
                continue;
            var distance = Radius * Math.Pow(WidestEmission / Radius, random.Uniform());
            var (sin, cos) = Math.SinCos(random.Azimuth());
            _jets.Add(new Seen(ObjectKind.Jet, Flavour.Light, emitted, eta + distance * sin, Wrap(phi + distance * cos), 0));
            pt -= emitted;
        }

        _jets.Add(new Seen(ObjectKind.Jet, parton.Flavour, pt, eta, Wrap(phi), 0));
    }

    // Partons closer than the radius are one jet, with the heaviest flavour of them.
    private void Merge()
    {
        for (var i = 0; i < _jets.Count; i++)
        {
            for (var j = i + 1; j < _jets.Count; j++)
            {
                var (a, b) = (_jets[i], _jets[j]);
                if (Kinematics.DeltaR(a.Eta, a.Phi, b.Eta, b.Phi) >= Radius)
                    continue;
                var sum = FourMomentum.OfMass(0, a.Pt, a.Eta, a.Phi) + FourMomentum.OfMass(0, b.Pt, b.Eta, b.Phi);
                _jets[i] = new Seen(ObjectKind.Jet, a.Flavour > b.Flavour ? a.Flavour : b.Flavour, sum.Pt, sum.Eta, sum.Phi, 0);
                _jets.RemoveAt(j);
                (i, j) = (-1, _jets.Count);
            }
        }
    }

    // Resolution: a stochastic term of 80 % and a constant one of 4 %. Masses are about an eighth of pt.
    private void MeasureJets()
    {
        for (var i = 0; i < _jets.Count; i++)
        {
            var jet = _jets[i];
            var pt = jet.Pt * Math.Max(0.1, 1 + Math.Sqrt(0.64 / jet.Pt + 0.0016) * random.Normal());
            var mass = pt * 0.125 * Math.Exp(0.45 * random.Normal());
            _jets[i] = jet with { Kind = KindOf(jet), Pt = pt, Mass = mass };
        }
    }

    // One jet in 400 is taken for a photon.
    private ObjectKind KindOf(Seen jet) => random.Uniform() < 0.0025 ? ObjectKind.Photon : IsTagged(jet) ? ObjectKind.BJet : ObjectKind.Jet;

    private bool IsTagged(Seen jet) => Math.Abs(jet.Eta) < 2.5 && random.Uniform() < jet.Flavour switch { Flavour.Bottom => 0.7, Flavour.Charm => 0.12, _ => 0.01 };

    // Leptons and photons must be apart from jets; efficiencies about those of ATLAS.
    private void SeeParticle(Particle particle)
    {
        var (pt, eta, phi) = (particle.Momentum.Pt, particle.Momentum.Eta, particle.Momentum.Phi);
        var (kind, efficiency, reach) = particle.Flavour switch
        {
            Flavour.Photon => (ObjectKind.Photon, 0.85, 2.5),
            Flavour.Electron or Flavour.Positron => (ObjectKind.Electron + (particle.Flavour - Flavour.Electron), 0.85, 2.5),
            _ => (ObjectKind.Muon + (particle.Flavour - Flavour.Muon), 0.92, 2.7),
        };
        var isSeen = pt > 5 && Math.Abs(eta) < reach && random.Uniform() < efficiency;
        if (isSeen && _jets.TrueForAll(jet => Kinematics.DeltaR(eta, phi, jet.Eta, jet.Phi) >= Radius))
            _others.Add(new Seen(kind, particle.Flavour, pt * (1 + 0.02 * random.Normal()), eta, phi, 0));
    }

    private static void AddSorted(List<Seen> objects, EventBatch batch, Func<ObjectKind, bool> belongs)
    {
        objects.Sort(static (a, b) => b.Pt.CompareTo(a.Pt));
        foreach (var o in objects)
        {
            var (pt, eta) = ((float)(Mev * o.Pt), (float)o.Eta);
            if (belongs(o.Kind) && StoredObject.Accepts(o.Kind, pt, eta))
                batch.AddObject(o.Kind, (float)(Mev * FourMomentum.OfMass(o.Mass, o.Pt, o.Eta, o.Phi).E), pt, eta, (float)o.Phi);
        }
    }

    private static double Wrap(double phi) => Math.IEEERemainder(phi, 2 * Math.PI);

    private readonly record struct Seen(ObjectKind Kind, Flavour Flavour, double Pt, double Eta, double Phi, double Mass);
}
