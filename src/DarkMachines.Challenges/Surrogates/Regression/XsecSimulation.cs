namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>
/// A made-up pair production: with s = m1 + m2 in GeV,
/// σ/pb = 10 g² (1 + 0.3 cos 2θ) (100/s)⁴ exp(−s/600) (1 + (m1 − m2)²/(2 s²)), and a parameter that does nothing. Masses
/// are uniform from 50 to 1000 GeV, g from 0.3 to 1, θ from 0 to π. Five decades, smooth, in five parameters.
/// </summary>
internal static class XsecSimulation
{
    private const int Points = 5000;
    private const ulong Seed = 1;

    public static ValueSet Draw()
    {
        var random = new RandomStream(Seed);
        var parameters = new float[5 * Points];
        var values = new float[Points];
        for (var i = 0; i < Points; i++)
        {
            double m1 = 50 + 950 * random.Uniform(), m2 = 50 + 950 * random.Uniform(), g = 0.3 + 0.7 * random.Uniform(), angle = Math.PI * random.Uniform();
            float[] point = [(float)m1, (float)m2, (float)g, (float)angle, (float)random.Uniform()];
            point.CopyTo(parameters, 5 * i);
            var s = m1 + m2;
            values[i] = (float)(10 * g * g * (1 + 0.3 * Math.Cos(2 * angle)) * Math.Pow(100 / s, 4) * Math.Exp(-s / 600) * (1 + (m1 - m2) * (m1 - m2) / (2 * s * s)));
        }

        Feature[] features = [new("m1", "GeV"), new("m2", "GeV"), new("g"), new("theta"), new("spare")];
        return ValueSet.Of("sim-pair", "pair production by a formula", new FeatureTable(features, parameters), values, XsecFiles.InertDoubletTestShare);
    }
}
