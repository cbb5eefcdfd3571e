namespace DarkMachines.Data.Events;

/// <summary>
/// Which objects and events the data set is said to hold (arXiv:2105.14027, section 2.1). The published signal files hold
/// others too, the background file does not: whoever keeps them measures how the files were made, not physics.
/// </summary>
public static class StoredObject
{
    internal const float Gev = 1000;

    /// <summary>True if an object is one that is stored: a jet with pt above 20 GeV and |eta| below 2.8, an electron or muon above 15 GeV and below 2.7, a photon above 20 GeV and below 2.37.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="pt">Its transverse momentum, MeV.</param>
    /// <param name="eta">Its pseudorapidity.</param>
    public static bool Accepts(ObjectKind kind, float pt, float eta) => pt > LeastPt(kind) && Math.Abs(eta) < MostEta(kind);

    /// <summary>
    /// True if an event is stored: it has a jet with pt above 60 GeV, an electron above 25 GeV with |eta| below 2.47 outside
    /// 1.37 to 1.52, a muon above 25 GeV or a photon above 25 GeV, all within the limits of <see cref="Accepts"/>.
    /// </summary>
    /// <param name="seen">The event.</param>
    public static bool MakesStored(in CollisionEvent seen)
    {
        for (var i = 0; i < seen.Count; i++)
        {
            var (kind, pt, eta) = (seen.Kinds[i], seen.Pts[i], Math.Abs(seen.Etas[i]));
            if (Accepts(kind, pt, eta) && pt > (kind.IsJet() ? 60 : 25) * Gev && (!kind.IsElectron() || eta is < 1.37f or (> 1.52f and < 2.47f)))
                return true;
        }

        return false;
    }

    /// <summary>Transverse momentum that an object must exceed, MeV.</summary>
    internal static float LeastPt(ObjectKind kind) => (kind.IsLepton() ? 15 : 20) * Gev;

    /// <summary>Magnitude that an object's pseudorapidity must stay below.</summary>
    internal static float MostEta(ObjectKind kind) => kind.IsJet() ? 2.8f : kind.IsLepton() ? 2.7f : 2.37f;
}
