namespace DarkMachines.Data.Events;

/// <summary>The variables that a search would cut on by itself, and that every detector must beat.</summary>
internal sealed class Trivial() : FeatureSet(
    "trivial", 1, "MET, HT and the number of objects",
    [
        new("met", "GeV", "Missing transverse momentum."), new("ht", "GeV", "Scalar sum of the transverse momenta of the jets."),
        new("multiplicity", "", "Number of objects."),
    ])
{
    public override void Fill(in CollisionEvent seen, Span<float> row)
    {
        row[0] = (float)(seen.Met * Gev);
        row[1] = (float)(Kinematics.Ht(seen) * Gev);
        row[2] = seen.Count;
    }
}
