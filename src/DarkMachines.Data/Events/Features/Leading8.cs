namespace DarkMachines.Data.Events;

/// <summary>The eight objects of highest transverse momentum, whatever they are, as E, pt, eta and phi, then MET and METphi.</summary>
internal sealed class Leading8() : FeatureSet(
    "leading-8", 1, "The leading eight objects as E, pt, eta, phi, zero padded; MET and its azimuth",
    [.. Momenta("object", Objects), new("met", "GeV", "Missing transverse momentum."), new("met-phi", "rad", "Its azimuth.")])
{
    private const int Objects = 8;
    private const int Numbers = 4;

    public override void Fill(in CollisionEvent seen, Span<float> row)
    {
        Span<int> leading = stackalloc int[Objects];
        var count = Kinematics.Leading(seen, static _ => true, leading);
        for (var i = 0; i < count; i++)
            FillMomentum(seen, leading[i], row[(i * Numbers)..]);
        row[Objects * Numbers] = (float)(seen.Met * Gev);
        row[Objects * Numbers + 1] = seen.MetPhi;
    }
}
