using DarkMachines.Data.Events;

namespace DarkMachines.Data.Simulation;

/// <summary>
/// The standard model. Spectra fall as powers of the transverse momentum; the shares are of the events that pass the
/// channel's selection: in channel 1 those of the 1000 published rows, in the others assumed.
/// </summary>
internal static class Backgrounds
{
    private static readonly ToyProcess Multijets = new("njets", (e, channel) => DrawMultijets(e, channel));
    private static readonly ToyProcess WJets = new("w_jets", (e, channel) => DrawBosonJets(e, channel, e.WMass(), w => e.DecayW(w, Charge(e), BosonDecay.Leptons)));
    private static readonly ToyProcess ZJets = new("z_jets", (e, channel) => DrawBosonJets(e, channel, e.ZMass(), z => e.DecayZ(z, channel == Channel.TwoB ? BosonDecay.Taus : BosonDecay.Invisible)));
    private static readonly ToyProcess Tops = new("ttbar", (e, channel) => DrawTops(e, channel));
    private static readonly ToyProcess TopsZ = new("ttbarZ", (e, _) => DrawTopsZ(e));
    private static readonly ToyProcess WW = new("ww", (e, channel) => DrawBosons(e, e.WMass(), e.WMass(), w => e.DecayW(w, 1, BosonDecay.Leptons), w => e.DecayW(w, -1, BosonDecay.Leptons)));
    private static readonly ToyProcess ZW = new("zw", (e, channel) => DrawBosons(e, e.ZMass(), e.WMass(), z => e.DecayZ(z, BosonDecay.Leptons), w => e.DecayW(w, Charge(e), BosonDecay.Leptons)));
    private static readonly ToyProcess ZZ = new("zz", (e, channel) => DrawBosons(e, e.ZMass(), e.ZMass(), z => e.DecayZ(z, BosonDecay.Leptons), z => e.DecayZ(z, channel == Channel.TwoA ? BosonDecay.Leptons : BosonDecay.Invisible)));

    /// <summary>The processes of a channel and their shares.</summary>
    public static IReadOnlyList<(ToyProcess Process, double Share)> Of(Channel channel) =>
        channel == Channel.One ? [(Multijets, 0.866), (Tops, 0.081), (WJets, 0.037), (ZJets, 0.016)]
        : channel == Channel.Three ? [(Multijets, 0.90), (Tops, 0.05), (WJets, 0.035), (ZJets, 0.015)]
        : channel == Channel.TwoA ? [(ZW, 0.80), (ZZ, 0.12), (TopsZ, 0.08)]
        : [(Tops, 0.60), (ZJets, 0.20), (WW, 0.13), (ZW, 0.05), (ZZ, 0.02)];

    private static bool IsHadronic(Channel channel) => channel == Channel.One || channel == Channel.Three;

    private static int Charge(HardEvent e) => e.Random.Below(2) == 0 ? -1 : 1;

    /// <summary>
    /// Two hard partons and radiation. Missing momentum is that of the neutrinos of a heavy quark: one of the partons is
    /// one, for without it no event has any, and gives them a share of its momentum.
    /// </summary>
    private static void DrawMultijets(HardEvent e, Channel channel)
    {
        const double LeastPt = 260, Index = 5, Radiation = 1.1, NeutrinoShape = 3.1, BottomShare = 0.2, PairShare = 0.35;
        var random = e.Random;
        var pt = random.HardPt(LeastPt, Index);
        var taken = random.Beta1(NeutrinoShape);
        var recoil = e.Radiate(Radiation, pt);

        // The recoil gives a parton no more than its own size; most draws end here, and without their neutrinos cannot pass.
        if (taken * (pt + double.Hypot(recoil.X, recoil.Y)) * 1000 < channel.LeastMet)
            return;
        var (first, second) = e.HardPair(pt, 0.67 * random.Normal(), 0.6 * random.Normal(), recoil);
        var flavour = random.Uniform() < BottomShare ? Flavour.Bottom : Flavour.Charm;
        e.Add(Flavour.Invisible, HardEvent.Scaled(first, taken));
        e.Add(flavour, HardEvent.Scaled(first, 1 - taken));
        e.Add(random.Uniform() < PairShare ? flavour : Flavour.Light, second);
    }

    private static void DrawBosonJets(HardEvent e, Channel channel, double mass, Action<FourMomentum> decay)
    {
        var random = e.Random;
        var pt = random.HardPt(IsHadronic(channel) ? 200 : 30, IsHadronic(channel) ? 5 : 3);
        var recoil = e.Radiate(IsHadronic(channel) ? 2.5 : 0.7, pt);
        var rapidity = random.Normal();
        var (sin, cos) = Math.SinCos(random.Azimuth());
        var boson = HardEvent.Moving(mass, rapidity, (recoil.X + pt * cos, recoil.Y + pt * sin));
        e.Add(Flavour.Light, FourMomentum.OfMass(0, pt, rapidity + 1.2 * random.Normal(), Math.Atan2(-sin, -cos)));
        decay(boson);
    }

    private static void DrawTops(HardEvent e, Channel channel)
    {
        var momentum = IsHadronic(channel) ? e.Random.HardPt(180, 5) : e.Random.Exponential(130);
        var decay = IsHadronic(channel) ? BosonDecay.Any : BosonDecay.Leptons;
        var recoil = e.Radiate(IsHadronic(channel) ? 1.5 : 0.8, 100 + momentum);
        var (top, antitop) = e.Pair(e.TopMass(), e.TopMass(), momentum, 0.8, recoil);
        e.DecayTop(top, 1, decay);
        e.DecayTop(antitop, -1, decay);
    }

    private static void DrawTopsZ(HardEvent e)
    {
        var recoil = e.Radiate(0.8, 200);
        var (first, second) = (e.TopMass(), e.TopMass());
        var mass = 2 * first + e.Random.Exponential(150);
        var (tops, z) = e.Pair(mass, e.ZMass(), e.Random.Exponential(120), 0.6, recoil);
        var (top, antitop) = e.Random.TwoBody(tops, first, Math.Min(second, mass - first));
        e.DecayTop(top, 1, BosonDecay.Any);
        e.DecayTop(antitop, -1, BosonDecay.Any);
        e.DecayZ(z, BosonDecay.Leptons);
    }

    private static void DrawBosons(HardEvent e, double first, double second, Action<FourMomentum> decayFirst, Action<FourMomentum> decaySecond)
    {
        var recoil = e.Radiate(0.8, 200);
        var (one, other) = e.Pair(first, second, e.Random.Exponential(80), 1, recoil);
        decayFirst(one);
        decaySecond(other);
    }
}
