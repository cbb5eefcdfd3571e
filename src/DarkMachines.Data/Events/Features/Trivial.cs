namespace DarkMachines.Data.Events;

/// <summary>The variables that a search would cut on by itself, and that every detector must beat.</summary>
internal sealed class Trivial() : FeatureSet(
    "trivial", 1, "MET, HT, the number of objects, and MET across them",
    [
        new("met", "GeV", "Missing transverse momentum."), new("ht", "GeV", "Scalar sum of the transverse momenta of the jets."),
        new("multiplicity", "", "Number of objects."), new("met-across", "GeV", "MET across the direction of the object nearest to it in azimuth."),
    ])
{
    public override void Fill(in CollisionEvent seen, Span<float> row)
    {
        row[0] = (float)(seen.Met * Gev);
        row[1] = (float)(Kinematics.Ht(seen) * Gev);
        row[2] = seen.Count;
        row[3] = (float)(Kinematics.MetAcross(seen) * Gev);
    }
}
