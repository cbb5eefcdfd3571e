namespace DarkMachines.Challenges.Tests;

public class StandardiserTests
{
    private static readonly FeatureTable Rows = new([new("a"), new("constant")], new float[] { 1, 5, 2, 5, 6, 5 });

    [Fact]
    public void The_rows_it_was_fitted_on_get_mean_zero_and_deviation_one()
    {
        var scaler = Standardiser.Fit(Rows);
        var scaled = scaler.Apply(Rows).Values;
        Assert.Equal([3, 5], scaler.Means.ToArray());
        Assert.Equal(Math.Sqrt(14.0 / 3), scaler.Deviations[0], 12);
        Assert.Equal(0, scaled[0] + scaled[2] + scaled[4], 1e-6);
        Assert.Equal(3, scaled[0] * scaled[0] + scaled[2] * scaled[2] + scaled[4] * scaled[4], 1e-5);
    }

    [Fact]
    public void A_constant_column_becomes_zero() => Assert.Equal(0, Standardiser.Fit(Rows).Apply(Rows).Values[1]);
}
