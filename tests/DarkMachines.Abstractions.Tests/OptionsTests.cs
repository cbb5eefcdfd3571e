using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Tests;

public class OptionsTests
{
    [Fact]
    public void Every_value_outside_its_range_is_named_in_one_exception()
    {
        var failure = Assert.Throws<UsageException>(() => Options.Validate(new Sample { Trees = 0, Share = 1.4, Penalty = 0 }));
        Assert.Equal(
            "Option 'trees' is 0; its range is 1 or more. Option 'share' is 1.4; its range is 0 to 1. Option 'penalty' is 0; its range is more than 0.",
            failure.Message);
    }

    [Fact]
    public void Defaults_pass() => Assert.Equal(new Sample(), Options.Validate(new Sample()));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_outside_every_range(double share) =>
        Assert.Single(Options.Errors(new Sample { Share = share }));

    [Fact]
    public void A_large_whole_number_is_compared_as_it_is() =>
        Assert.Single(Options.Errors(new Sample { Seed = 10_000_000_000 }));

    [Theory]
    [InlineData("MaxDepth", "max-depth")]
    [InlineData("Trees", "trees")]
    public void Names_are_written_as_users_write_them(string name, string written) => Assert.Equal(written, Options.KebabCase(name));

    private sealed record Sample
    {
        [Range(1, int.MaxValue)]
        public int Trees { get; init; } = 100;

        [Range(0, 1)]
        public double Share { get; init; } = 0.5;

        [Range(0, double.PositiveInfinity, MinimumIsExclusive = true)]
        public double Penalty { get; init; } = 1;

        [Range(0, 100)]
        public long Seed { get; init; }
    }
}
