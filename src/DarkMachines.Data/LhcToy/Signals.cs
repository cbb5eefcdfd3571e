using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>New physics, in the benchmark points of the challenge (arXiv:2105.14027, table 3), with names as in its files.</summary>
internal static class Signals
{
    private static readonly ToyProcess Gluinos1400 = new("glgl1400_neutralino1100", (e, _) => DrawGluinos(e, 1400, 1100));
    private static readonly ToyProcess Gluinos1600 = new("glgl1600_neutralino800", (e, _) => DrawGluinos(e, 1600, 800));
    private static readonly ToyProcess GluinosTops = new("gluino_1000.0_neutralino_1.0", (e, _) => DrawGluinosToTops(e, 1000, 1));
    private static readonly ToyProcess Squarks = new("sqsq_sq1800_neut800", (e, _) => DrawSquarks(e, 1800, 800));
    private static readonly ToyProcess Stops = new("stop2b1000_neutralino300", (e, _) => DrawStops(e, 1000, 300));
    private static readonly ToyProcess Monojet = new("monojet_Zp2000.0_DM_50.0", (e, _) => DrawMonojet(e, 2000));
    private static readonly ToyProcess Charginos300 = new("chacha_cha300_neut140", (e, _) => DrawCharginos(e, 300, 140));
    private static readonly ToyProcess Charginos600 = new("chacha_cha600_neut200", (e, _) => DrawCharginos(e, 600, 200));
    private static readonly ToyProcess CharginoNeutralino250 = new("chaneut_cha250_neut150", (e, _) => DrawCharginoNeutralino(e, 250, 150));
    private static readonly ToyProcess CharginoNeutralino400 = new("chaneut_cha400_neut200", (e, _) => DrawCharginoNeutralino(e, 400, 200));

    /// <summary>The signals of a channel.</summary>
    public static IReadOnlyList<ToyProcess> Of(Channel channel) =>
        channel == Channel.One ? [Gluinos1400, Gluinos1600, Monojet, Squarks, Stops]
        : channel == Channel.Three ? [Gluinos1400, Gluinos1600, GluinosTops, Monojet, Squarks, Stops]
        : channel == Channel.TwoA ? [CharginoNeutralino250, CharginoNeutralino400, GluinosTops]
        : [Charginos300, Charginos600, CharginoNeutralino250, GluinosTops];

    // The momentum of each of a heavy pair where both rest: mostly below their mass, as close to threshold as partons allow.
    private static (FourMomentum First, FourMomentum Second) Heavy(HardEvent e, double mass)
    {
        var recoil = e.Radiate(1.5, mass / 2);
        return e.Pair(mass, mass, e.Random.Exponential(0.45 * mass), 0.45, recoil);
    }

    private static void DrawGluinos(HardEvent e, double mass, double neutralino)
    {
        var (first, second) = Heavy(e, mass);
        DecayGluino(first);
        DecayGluino(second);

        void DecayGluino(FourMomentum gluino)
        {
            var (quark, antiquark, invisible) = e.Random.ThreeBody(gluino, 0, 0, neutralino);
            var flavour = e.Random.Below(4) == 0 ? Flavour.Charm : Flavour.Light;
            e.Add(flavour, quark);
            e.Add(flavour, antiquark);
            e.Add(Flavour.Invisible, invisible);
        }
    }

    private static void DrawGluinosToTops(HardEvent e, double mass, double neutralino)
    {
        var (first, second) = Heavy(e, mass);
        DecayGluino(first);
        DecayGluino(second);

        void DecayGluino(FourMomentum gluino)
        {
            var (top, antitop, invisible) = e.Random.ThreeBody(gluino, e.TopMass(), e.TopMass(), neutralino);
            e.DecayTop(top, 1, BosonDecay.Any);
            e.DecayTop(antitop, -1, BosonDecay.Any);
            e.Add(Flavour.Invisible, invisible);
        }
    }

    private static void DrawSquarks(HardEvent e, double mass, double neutralino)
    {
        var (first, second) = Heavy(e, mass);
        foreach (var squark in (FourMomentum[])[first, second])
        {
            var (quark, invisible) = e.Random.TwoBody(squark, 0, neutralino);
            e.Add(e.Random.Below(4) == 0 ? Flavour.Charm : Flavour.Light, quark);
            e.Add(Flavour.Invisible, invisible);
        }
    }

    // Half of the stops decay to top and neutralino, half to b and a chargino of nearly the neutralino's mass.
    private static void DrawStops(HardEvent e, double mass, double neutralino)
    {
        var (first, second) = Heavy(e, mass);
        Decay(first, 1);
        Decay(second, -1);

        void Decay(FourMomentum stop, int charge)
        {
            var isTop = e.Random.Below(2) == 0;
            var (quark, invisible) = e.Random.TwoBody(stop, isTop ? e.TopMass() : 4.8, neutralino);
            e.Add(Flavour.Invisible, invisible);
            if (isTop)
                e.DecayTop(quark, charge, BosonDecay.Any);
            else
                e.Add(Flavour.Bottom, quark);
        }
    }

    // A heavy Z' that nothing is seen of recoils against jets.
    private static void DrawMonojet(HardEvent e, double mass)
    {
        var random = e.Random;
        var pt = random.HardPt(150, 2.5);
        var recoil = e.Radiate(2, pt);
        var (sin, cos) = Math.SinCos(random.Azimuth());
        e.Add(Flavour.Light, FourMomentum.OfMass(0, pt, 0.9 * random.Normal(), Math.Atan2(-sin, -cos)));
        e.Add(Flavour.Invisible, HardEvent.Moving(random.BreitWigner(mass, 0.02 * mass), 0.4 * random.Normal(), (recoil.X + pt * cos, recoil.Y + pt * sin)));
    }

    private static void DrawCharginos(HardEvent e, double mass, double neutralino)
    {
        var (first, second) = Heavy(e, mass);
        DecayChargino(e, first, 1, neutralino);
        DecayChargino(e, second, -1, neutralino);
    }

    private static void DrawCharginoNeutralino(HardEvent e, double mass, double neutralino)
    {
        var (chargino, heavyNeutralino) = Heavy(e, mass);
        DecayChargino(e, chargino, e.Random.Below(2) == 0 ? -1 : 1, neutralino);
        var (z, invisible) = e.Random.TwoBody(heavyNeutralino, Math.Min(e.ZMass(), mass - neutralino - 1), neutralino);
        e.Add(Flavour.Invisible, invisible);
        e.DecayZ(z, BosonDecay.Leptons);
    }

    private static void DecayChargino(HardEvent e, FourMomentum chargino, int charge, double neutralino)
    {
        var (w, invisible) = e.Random.TwoBody(chargino, Math.Min(e.WMass(), chargino.Mass - neutralino - 1), neutralino);
        e.Add(Flavour.Invisible, invisible);
        e.DecayW(w, charge, BosonDecay.Leptons);
    }
}
