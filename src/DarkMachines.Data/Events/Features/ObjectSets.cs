namespace DarkMachines.Data.Events;

/// <summary>
/// An event as a set of up to twenty objects, as deep sets take it (Ostdiek, arXiv:2109.01695): first MET, an object
/// without energy at eta 0, then the others by falling transverse momentum. The first number of an object tells whether
/// there is one.
/// </summary>
internal sealed class ObjectSets() : FeatureSet(
    "object-sets", 1, "Up to twenty objects, MET the first: mask, kind, charge, log10 of E and pt, eta, phi",
    [.. from slot in Enumerable.Range(0, Slots) from number in Numbers select number with { Name = FormattableString.Invariant($"object{slot}-{number.Name}") }],
    [Slots, NumbersOfSlot])
{
    private const int Slots = 20;
    private const int NumbersOfSlot = 12;
    private const int FirstKind = 1;
    private const int MetKind = FirstKind + 5;

    private static readonly Feature[] Numbers =
    [
        new("present", "", "1 if there is an object, else 0."),
        new("jet", "", "1 for a jet without b-tag."),
        new("b-jet", "", "1 for a b-tagged jet."),
        new("electron", "", "1 for an electron or positron."),
        new("muon", "", "1 for a muon or antimuon."),
        new("photon", "", "1 for a photon."),
        new("met", "", "1 for the missing momentum."),
        new("charge", "e", "Electric charge."),
        new("log-e", "log10 GeV", "Energy; 0 for the missing momentum."),
        new("log-pt", "log10 GeV", "Transverse momentum."),
        new("eta", "", "Pseudorapidity."),
        new("phi", "rad", "Azimuth."),
    ];

    public override void Fill(in CollisionEvent seen, Span<float> row)
    {
        Span<int> leading = stackalloc int[Slots - 1];
        var count = Kinematics.Leading(seen, static _ => true, leading);
        FillSlot(row, MetKind, 0, 0, seen.Met, 0, seen.MetPhi);
        for (var i = 0; i < count; i++)
        {
            var (kind, place) = (seen.Kinds[leading[i]], leading[i]);
            var column = kind.IsJet() ? FirstKind + (int)kind : kind.IsElectron() ? 3 : kind.IsMuon() ? 4 : 5;
            FillSlot(row[((i + 1) * Numbers.Length)..], column, kind.Charge(), seen.Energies[place], seen.Pts[place], seen.Etas[place], seen.Phis[place]);
        }
    }

    private static void FillSlot(Span<float> slot, int kind, int charge, float energy, float pt, float eta, float phi)
    {
        slot[0] = 1;
        slot[kind] = 1;
        slot[7] = charge;
        slot[8] = Log(energy);
        slot[9] = Log(pt);
        slot[10] = eta;
        slot[11] = phi;
    }

    private static float Log(float mev) => mev > 0 ? (float)Math.Log10(mev * Gev) : 0;
}
