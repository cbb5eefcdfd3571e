namespace DarkMachines.Data.Events;

/// <summary>
/// The features of the challenge's best density estimator (arXiv:2105.14027, section 4.7, "Flow-Efficient"): MET, METphi,
/// the number of objects of each kind, the leading seven jets, b-tagged or not, and the leading four leptons.
/// </summary>
internal sealed class FlowEfficient() : FeatureSet(
    "flow-efficient", 1, "MET, its azimuth, counts of each kind, the leading seven jets and four leptons as E, pt, eta, phi",
    [
        new("met", "GeV", "Missing transverse momentum."), new("met-phi", "rad", "Its azimuth."),
        .. ((string[])["jet", "b-jet", "electron", "positron", "muon", "antimuon", "photon"]).Select(kind => new Feature($"{kind}-count", "", "Number of them.")),
        .. Momenta("jet", Jets), .. Momenta("lepton", Leptons),
    ])
{
    private const int Jets = 7;
    private const int Leptons = 4;
    private const int Numbers = 4;
    private const int FirstCount = 2;
    private const int FirstJet = FirstCount + ObjectKinds.Count;

    public override void Fill(in CollisionEvent seen, Span<float> row)
    {
        row[0] = (float)(seen.Met * Gev);
        row[1] = seen.MetPhi;
        foreach (var kind in seen.Kinds)
            row[FirstCount + (int)kind]++;
        FillLeading(seen, ObjectKinds.IsJet, Jets, row[FirstJet..]);
        FillLeading(seen, ObjectKinds.IsLepton, Leptons, row[(FirstJet + Jets * Numbers)..]);
    }

    private static void FillLeading(in CollisionEvent seen, Func<ObjectKind, bool> belongs, int most, Span<float> row)
    {
        Span<int> leading = stackalloc int[Jets];
        var count = Kinematics.Leading(seen, belongs, leading[..most]);
        for (var i = 0; i < count; i++)
            FillMomentum(seen, leading[i], row[(i * Numbers)..]);
    }
}
