using DarkMachines.Hosting.Plugins;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class DamagedPluginTests
{
    private const int Copies = 400;

    [Theory]
    [InlineData("Good")]
    [InlineData("Invalid")]
    public void Whatever_bytes_are_changed_discovery_lists_every_copy(string project) =>
        AssertListed(project, (original, random) =>
        {
            var copy = (byte[])original.Clone();
            for (var changes = 1 + random.Below(8); changes > 0; changes--)
                copy[random.Below(copy.Length)] = (byte)random.Below(256);
            return copy;
        });

    [Fact]
    public void Wherever_a_file_is_cut_off_discovery_lists_every_copy() =>
        AssertListed("Invalid", (original, random) => original[..random.Below(original.Length)]);

    private static void AssertListed(string project, Func<byte[], RandomStream, byte[]> damage)
    {
        using var directory = new PluginDirectory();
        var original = File.ReadAllBytes(Path.Combine(PluginDirectory.Built(project), $"{project}.dll"));
        for (var i = 0; i < Copies; i++)
        {
            var folder = directory.AddEmpty($"copy{i}");
            File.WriteAllBytes(Path.Combine(folder, $"{project}.dll"), damage(original, new RandomStream(seed: 1, stream: (ulong)i)));
        }

        var catalogue = PluginCatalogue.Discover([directory.Root]);

        Assert.Equal(Copies, catalogue.Plugins.Count);
        Assert.Contains(catalogue.Plugins, plugin => plugin.Status == PluginStatus.NotDotNet);
        Assert.All(catalogue.Plugins, plugin => Assert.Equal(plugin.Status == PluginStatus.Active, plugin.Reason.Length == 0));
    }
}
