using FsCheck;
using FsCheck.Fluent;

namespace DarkMachines.Hosting.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["isolation-forest", "kernel-density", "knn", "lof", "random-forest"];

    [Theory]
    [InlineData("isolation-forrest", "isolation-forest")]
    [InlineData("Isolation-Forest", "isolation-forest")]
    [InlineData("kernle-density", "kernel-density")]
    [InlineData("kmn", "knn")]
    [InlineData("nkn", "knn")]
    [InlineData("svm", null)]
    [InlineData("", null)]
    [InlineData("autoencoder", null)]
    public void The_name_meant_is_found_if_it_is_near(string name, string? expected) => Assert.Equal(expected, NearestName.Of(name, Names));

    [Fact]
    public void Of_equally_near_names_the_first_in_ordinal_order_is_taken() => Assert.Equal("cat", NearestName.Of("bat", ["rat", "cat", "hat"]));

    [Fact]
    public void A_name_that_exists_is_its_own_nearest() => Check.QuickThrowOnFailure(
        Prop.ForAll<NonNull<string>, NonNull<string>>((a, b) => string.Equals(NearestName.Of(a.Get, [b.Get, a.Get]), a.Get, StringComparison.OrdinalIgnoreCase)));
}
