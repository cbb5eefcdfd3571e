namespace DarkMachines.Data.Events;

/// <summary>Physics variables of an event, in the units of its momenta, and angles in radians.</summary>
public static class Kinematics
{
    /// <summary>Scalar sum of the transverse momenta of all jets, b-tagged or not, with pt above 20 GeV and |eta| below 2.8 (HT).</summary>
    /// <param name="seen">The event.</param>
    public static double Ht(in CollisionEvent seen)
    {
        var sum = 0.0;
        for (var i = 0; i < seen.Count; i++)
        {
            if (seen.Kinds[i].IsJet() && StoredObject.Accepts(seen.Kinds[i], seen.Pts[i], seen.Etas[i]))
                sum += seen.Pts[i];
        }

        return sum;
    }

    /// <summary>Difference of two azimuths, 0 to π.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    public static double DeltaPhi(double a, double b) => Math.Abs(Math.IEEERemainder(a - b, 2 * Math.PI));

    /// <summary>Distance of two directions in pseudorapidity and azimuth.</summary>
    /// <param name="eta1">Pseudorapidity of the one.</param>
    /// <param name="phi1">Azimuth of the one.</param>
    /// <param name="eta2">Pseudorapidity of the other.</param>
    /// <param name="phi2">Azimuth of the other.</param>
    public static double DeltaR(double eta1, double phi1, double eta2, double phi2) => double.Hypot(eta1 - eta2, DeltaPhi(phi1, phi2));

    /// <summary>Transverse mass of a massless object and the missing momentum, sqrt(2 pt MET (1 − cos Δφ)).</summary>
    /// <param name="pt">Transverse momentum of the object.</param>
    /// <param name="phi">Azimuth of the object.</param>
    /// <param name="met">Missing transverse momentum.</param>
    /// <param name="metPhi">Its azimuth.</param>
    public static double TransverseMass(double pt, double phi, double met, double metPhi) =>
        Math.Sqrt(2 * pt * met * (1 - Math.Cos(phi - metPhi)));

    /// <summary>Four-momentum of an object of an event.</summary>
    /// <param name="seen">The event.</param>
    /// <param name="index">Place of the object.</param>
    public static FourMomentum Momentum(in CollisionEvent seen, int index) =>
        FourMomentum.Of(seen.Energies[index], seen.Pts[index], seen.Etas[index], seen.Phis[index]);

    /// <summary>Places of the objects that are of a kind, by falling transverse momentum; of equal ones, the file's first.</summary>
    /// <param name="seen">The event.</param>
    /// <param name="belongs">Tells whether a kind is meant.</param>
    /// <param name="places">Where to put the places: as many as fit, the leading ones.</param>
    /// <returns>How many were put there.</returns>
    internal static int Leading(in CollisionEvent seen, Func<ObjectKind, bool> belongs, Span<int> places)
    {
        var count = 0;
        for (var i = 0; i < seen.Count; i++)
        {
            if (!belongs(seen.Kinds[i]))
                continue;
            var place = count;
            while (place > 0 && seen.Pts[i] > seen.Pts[places[place - 1]])
                place--;
            if (place == places.Length)
                continue;
            if (count < places.Length)
                count++;
            places[place..(count - 1)].CopyTo(places[(place + 1)..]);
            places[place] = i;
        }

        return count;
    }
}
