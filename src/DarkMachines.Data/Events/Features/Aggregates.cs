namespace DarkMachines.Data.Events;

/// <summary>A few physics variables of the whole event, that do not change when it is turned about the beam.</summary>
internal sealed class Aggregates() : FeatureSet(
    "aggregates", 1, "HT, MET, their ratio, masses, angles and multiplicities",
    [
        new("met", "GeV", "Missing transverse momentum."),
        new("ht", "GeV", "Scalar sum of the transverse momenta of the jets."),
        new("met-over-ht", "", "Their ratio; 0 without jets."),
        new("met-significance", "sqrt(GeV)", "MET over the root of HT; 0 without jets."),
        new("effective-mass", "GeV", "MET plus the scalar sum of the transverse momenta of all objects."),
        new("visible-mass", "GeV", "Invariant mass of all objects."),
        new("jet-mass-sum", "GeV", "Sum of the masses of the jets."),
        new("centrality", "", "Scalar sum of the transverse momenta of all objects over the sum of their energies."),
        new("jet-count", "", "Number of jets, b-tagged or not."),
        new("b-jet-count", "", "Number of b-tagged jets."),
        new("electron-count", "", "Number of electrons and positrons."),
        new("muon-count", "", "Number of muons and antimuons."),
        new("photon-count", "", "Number of photons."),
        new("lepton-charge", "e", "Sum of the charges of electrons and muons."),
        new("jet1-pt", "GeV", "Transverse momentum of the leading jet."),
        new("jet2-pt", "GeV", "Transverse momentum of the second jet."),
        new("jet3-pt", "GeV", "Transverse momentum of the third jet."),
        new("jet4-pt", "GeV", "Transverse momentum of the fourth jet."),
        new("lepton1-pt", "GeV", "Transverse momentum of the leading electron or muon."),
        new("lepton2-pt", "GeV", "Transverse momentum of the second electron or muon."),
        new("photon1-pt", "GeV", "Transverse momentum of the leading photon."),
        new("dijet-mass", "GeV", "Invariant mass of the two leading jets."),
        new("dijet-delta-eta", "", "Distance of the two leading jets in pseudorapidity."),
        new("dijet-delta-phi", "rad", "Distance of the two leading jets in azimuth."),
        new("jet-met-delta-phi", "rad", "Least distance in azimuth of MET and one of the four leading jets; π without jets."),
        new("jet1-met-delta-phi", "rad", "Distance in azimuth of MET and the leading jet; π without jets."),
        new("dilepton-mass", "GeV", "Invariant mass of the two leading electrons or muons."),
        new("lepton-met-mass", "GeV", "Transverse mass of the leading electron or muon and MET."),
    ])
{
    private const int LeadingJets = 4;

    public override void Fill(in CollisionEvent seen, Span<float> row)
    {
        var met = seen.Met * Gev;
        var ht = Kinematics.Ht(seen) * Gev;
        double ptSum = 0, jetMasses = 0;
        var all = default(FourMomentum);
        Span<float> counts = stackalloc float[ObjectKinds.Count];
        for (var i = 0; i < seen.Count; i++)
        {
            var momentum = Kinematics.Momentum(seen, i);
            all += momentum;
            ptSum += seen.Pts[i] * Gev;
            counts[(int)seen.Kinds[i]]++;
            if (seen.Kinds[i].IsJet())
                jetMasses += momentum.Mass * Gev;
        }

        row[0] = (float)met;
        row[1] = (float)ht;
        row[2] = ht > 0 ? (float)(met / ht) : 0;
        row[3] = ht > 0 ? (float)(met / Math.Sqrt(ht)) : 0;
        row[4] = (float)(met + ptSum);
        row[5] = (float)(all.Mass * Gev);
        row[6] = (float)jetMasses;
        row[7] = all.E > 0 ? (float)(ptSum / (all.E * Gev)) : 0;
        row[8] = counts[0] + counts[1];
        row[9] = counts[1];
        row[10] = counts[2] + counts[3];
        row[11] = counts[4] + counts[5];
        row[12] = counts[6];
        row[13] = counts[3] + counts[5] - counts[2] - counts[4];
        FillJets(seen, row);
        FillLeptons(seen, row);
    }

    private static void FillJets(in CollisionEvent seen, Span<float> row)
    {
        Span<int> jets = stackalloc int[LeadingJets];
        jets = jets[..Kinematics.Leading(seen, ObjectKinds.IsJet, jets)];
        row[24] = row[25] = (float)Math.PI;
        for (var i = 0; i < jets.Length; i++)
        {
            row[14 + i] = (float)(seen.Pts[jets[i]] * Gev);
            var distance = (float)Kinematics.DeltaPhi(seen.Phis[jets[i]], seen.MetPhi);
            row[24] = Math.Min(row[24], distance);
            if (i == 0)
                row[25] = distance;
        }

        if (jets.Length < 2)
            return;
        row[21] = (float)((Kinematics.Momentum(seen, jets[0]) + Kinematics.Momentum(seen, jets[1])).Mass * Gev);
        row[22] = Math.Abs(seen.Etas[jets[0]] - seen.Etas[jets[1]]);
        row[23] = (float)Kinematics.DeltaPhi(seen.Phis[jets[0]], seen.Phis[jets[1]]);
    }

    private static void FillLeptons(in CollisionEvent seen, Span<float> row)
    {
        Span<int> leading = stackalloc int[2];
        if (Kinematics.Leading(seen, static kind => kind == ObjectKind.Photon, leading) > 0)
            row[20] = (float)(seen.Pts[leading[0]] * Gev);

        var leptons = Kinematics.Leading(seen, ObjectKinds.IsLepton, leading);
        for (var i = 0; i < leptons; i++)
            row[18 + i] = (float)(seen.Pts[leading[i]] * Gev);
        if (leptons > 0)
            row[27] = (float)(Kinematics.TransverseMass(seen.Pts[leading[0]], seen.Phis[leading[0]], seen.Met, seen.MetPhi) * Gev);
        if (leptons > 1)
            row[26] = (float)((Kinematics.Momentum(seen, leading[0]) + Kinematics.Momentum(seen, leading[1])).Mass * Gev);
    }
}
