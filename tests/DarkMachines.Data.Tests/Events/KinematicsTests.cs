using DarkMachines.Data.Events;

namespace DarkMachines.Data.Tests.Events;

/// <summary>Events worked out by hand.</summary>
public class KinematicsTests
{
    [Fact]
    public void Ht_sums_the_jets_within_the_definition()
    {
        var batch = MadeUpEvent.Of(
            0, 0, (ObjectKind.Jet, 100, 100, 0, 0), (ObjectKind.BJet, 50, 50, 0, 1), (ObjectKind.Jet, 900, 30, 2.9, 1), (ObjectKind.Jet, 19, 19, 0, 1),
            (ObjectKind.Muon, 40, 40, 0, 2), (ObjectKind.Photon, 30, 30, 0, 3));
        Assert.Equal(150_000, Kinematics.Ht(batch[0]));
    }

    [Theory]
    [InlineData(3, -3, 0.2831853071795862)]
    [InlineData(-3, 3, 0.2831853071795862)]
    [InlineData(0.5, 2, 1.5)]
    [InlineData(1, 1 + 2 * Math.PI, 0)]
    public void Azimuths_differ_by_at_most_half_a_turn(double a, double b, double expected) => Assert.Equal(expected, Kinematics.DeltaPhi(a, b), 12);

    [Fact]
    public void Distances_are_of_eta_and_phi() => Assert.Equal(2.5, Kinematics.DeltaR(1, 3, 2.5, 5 - 2 * Math.PI), 12);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(Math.PI, 80)]
    [InlineData(Math.PI / 2, 56.568542494923804)]
    public void Transverse_masses_are_those_of_massless_daughters(double phi, double expected) =>
        Assert.Equal(expected, Kinematics.TransverseMass(40, phi, 40, 0), 9);

    [Fact]
    public void Two_massless_objects_back_to_back_have_the_mass_of_their_energy()
    {
        var pair = FourMomentum.Of(45.6, 45.6, 0, 0) + FourMomentum.Of(45.6, 45.6, 0, Math.PI);
        Assert.Equal(91.2, pair.Mass, 9);
        Assert.Equal(0, pair.Pt, 9);

        // m² = 2 pt1 pt2 (cosh Δη − cos Δφ).
        var apart = FourMomentum.OfMass(0, 30, 1.5, 0.3) + FourMomentum.OfMass(0, 50, -0.5, 1.4);
        Assert.Equal(Math.Sqrt(2 * 30 * 50 * (Math.Cosh(2) - Math.Cos(1.1))), apart.Mass, 9);
    }

    [Fact]
    public void A_boost_keeps_masses_and_angles_come_back()
    {
        var particle = FourMomentum.OfMass(5, 20, 0.7, -2);
        var frame = FourMomentum.OfMass(173, 300, -1.2, 0.4);
        var seen = particle.BoostedBy(frame);
        Assert.Equal(5, seen.Mass, 9);
        Assert.Equal(particle.E, seen.BoostedBy(new FourMomentum(frame.E, -frame.X, -frame.Y, -frame.Z)).E, 9);
        var atRest = new FourMomentum(80, 0, 0, 0).BoostedBy(frame);
        Assert.Equal(frame.E / 173 * 80, atRest.E, 9);
        Assert.Equal(frame.Eta, atRest.Eta, 9);
        Assert.Equal((300.0, -1.2, 0.4), (Math.Round(frame.Pt, 9), Math.Round(frame.Eta, 9), Math.Round(frame.Phi, 9)));
    }

    [Fact]
    public void Leading_objects_are_ordered_by_pt_whatever_the_order_of_the_file()
    {
        var batch = MadeUpEvent.Of(
            0, 0, (ObjectKind.Jet, 1, 40, 0, 0), (ObjectKind.Jet, 1, 60, 0, 0), (ObjectKind.Muon, 1, 50, 0, 0), (ObjectKind.Jet, 1, 60, 1, 0), (ObjectKind.Jet, 1, 10, 0, 0));
        var places = new int[3];
        Assert.Equal(3, Kinematics.Leading(batch[0], _ => true, places));
        Assert.Equal([1, 3, 2], places);
        Assert.Equal(3, Kinematics.Leading(batch[0], ObjectKinds.IsJet, places));
        Assert.Equal([1, 3, 0], places);
        Assert.Equal(1, Kinematics.Leading(batch[0], ObjectKinds.IsMuon, places));
    }
}
