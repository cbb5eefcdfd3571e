using DarkMachines.Data.Events;
using DarkMachines.Data.Simulation;

namespace DarkMachines.Data.Tests.Simulation;

public class DrawsTests
{
    private readonly RandomStream _random = new(1);

    [Fact]
    public void Decays_conserve_energy_and_momentum_and_give_the_masses()
    {
        for (var i = 0; i < 2000; i++)
        {
            var parent = FourMomentum.OfMass(_random.Between(500, 2000), _random.Between(0, 900), _random.Normal(), _random.Azimuth());
            var (top, w, invisible) = _random.ThreeBody(parent, 172.5, 80.4, 100);
            AssertClose(parent, top + w + invisible);
            Assert.Equal((172.5, 80.4, 100.0), (Math.Round(top.Mass, 3), Math.Round(w.Mass, 3), Math.Round(invisible.Mass, 3)));
            var (first, second) = _random.TwoBody(parent, 0, 91.2);
            AssertClose(parent, first + second);
            Assert.Equal(91.2, second.Mass, 3);
        }
    }

    // In flat three-body phase space of massless particles, each one's share of the energy has the density 2 x on 0 to 1/2 of the mass.
    [Fact]
    public void Three_massless_particles_fill_the_Dalitz_plot_uniformly()
    {
        var parent = new FourMomentum(100, 0, 0, 0);
        double[] shares = [.. Enumerable.Range(0, 20_000).Select(_ => _random.ThreeBody(parent, 0, 0, 0).Third.E / 50)];
        Assert.Equal(2.0 / 3, shares.Average(), 0.01);
        Assert.Equal(0.25, shares.Count(share => share < 0.5) / 20_000.0, 0.015);
    }

    [Fact]
    public void Distributions_have_their_medians()
    {
        double Median(Func<double> draw) => Enumerable.Range(0, 20_001).Select(_ => draw()).Order().ElementAt(10_000);
        Assert.Equal(91.2, Median(() => _random.BreitWigner(91.2, 2.5)), 0.1);
        Assert.Equal(0.5 * 2.5, Median(() => Math.Abs(_random.BreitWigner(91.2, 2.5) - 91.2)), 0.1);
        Assert.Equal(20 * Math.Sqrt(2), Median(() => _random.PowerLaw(20, 1e9, 3)), 0.5);
        Assert.Equal(10 * Math.Log(2), Median(() => _random.Exponential(10)), 0.3);
        Assert.Equal(1 - Math.Sqrt(0.5), Median(() => _random.Beta1(2)), 0.01);
        Assert.Equal(1.7, Enumerable.Range(0, 20_000).Average(_ => _random.Poisson(1.7)), 0.05);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(_random.HardPt(260, 5), 260, 6500));
    }

    private static void AssertClose(FourMomentum expected, FourMomentum actual)
    {
        Assert.Equal(expected.E, actual.E, 5);
        Assert.Equal(expected.X, actual.X, 5);
        Assert.Equal(expected.Y, actual.Y, 5);
        Assert.Equal(expected.Z, actual.Z, 5);
    }
}
