using System.Runtime.Versioning;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Plugins.Trust;

namespace DarkMachines.Hosting.Tests.Plugins;

[UnsupportedOSPlatform("windows")]
public sealed class SafeLocationTests : IDisposable
{
    private const UnixFileMode GroupAndOthersMayRead =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly PluginDirectory _directory = new();
    private readonly string _folder;

    public SafeLocationTests() => _folder = _directory.Add("Good");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Plugins_that_only_their_owner_may_write_to_are_active()
    {
        File.SetUnixFileMode(Path.Combine(_folder, "Good.dll"), GroupAndOthersMayRead);
        Assert.Equal(PluginStatus.Active, Listed().Status);
    }

    [Theory]
    [InlineData("Good")]
    [InlineData("Good/Good.dll")]
    [InlineData("Good/Good.xml")]
    [InlineData("Good/sub")]
    [InlineData("Good/sub/library.so")]
    public void A_folder_or_file_that_everybody_may_write_to_is_refused_with_the_command_that_mends_it(string path)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.WriteAllText(Path.Combine(_folder, "sub", "library.so"), "");
        LetWrite(_directory.PathTo(path), UnixFileMode.OtherWrite);

        var plugin = Listed();

        Assert.Equal(PluginStatus.UnsafeLocation, plugin.Status);
        Assert.Contains($"'{_directory.PathTo(path)}' may be written to by other users of this machine", plugin.Reason, StringComparison.Ordinal);
        Assert.EndsWith($"chmod -R go-w '{_folder}'", plugin.Remedy, StringComparison.Ordinal);
        Assert.Empty(plugin.Algorithms);
    }

    [Fact]
    public void A_directory_of_plugins_that_everybody_may_write_to_is_refused_with_all_in_it()
    {
        _directory.Add("Native");
        LetWrite(_directory.Root, UnixFileMode.OtherWrite);
        Assert.All(PluginCatalogue.Discover([_directory.Root]).Plugins, plugin =>
        {
            Assert.Equal(PluginStatus.UnsafeLocation, plugin.Status);
            Assert.EndsWith($"chmod -R go-w '{_directory.Root}'", plugin.Remedy, StringComparison.Ordinal);
        });
        Assert.Empty(PluginCatalogue.Discover([_directory.Root]).Algorithms);
    }

    [Fact]
    public void The_command_in_the_remedy_mends_it_also_with_odd_names()
    {
        var folder = _directory.Add("Good", "it's $HOME odd");
        LetWrite(Path.Combine(folder, "Good.dll"), UnixFileMode.OtherWrite | UnixFileMode.GroupWrite);
        var remedy = PluginInspector.InspectFolder(folder).Remedy;
        using var shell = System.Diagnostics.Process.Start("sh", ["-c", remedy[remedy.IndexOf("chmod", StringComparison.Ordinal)..]]);
        shell.WaitForExit();
        Assert.Equal(PluginStatus.Active, PluginInspector.InspectFolder(folder).Status);
    }

    [Fact]
    public void A_lone_assembly_is_refused_when_what_it_loads_may_be_written_to()
    {
        using var lone = new PluginDirectory();
        foreach (var file in new[] { "UsesDependency1.dll", "Dependency.dll" })
            File.Copy(Path.Combine(PluginDirectory.Built("UsesDependency1"), file), lone.PathTo(file));
        LetWrite(lone.PathTo("Dependency.dll"), UnixFileMode.OtherWrite);
        var plugin = Assert.Single(PluginCatalogue.Discover([lone.Root]).Plugins);
        Assert.Equal(PluginStatus.UnsafeLocation, plugin.Status);
        Assert.EndsWith($"chmod -R go-w '{lone.PathTo("Dependency.dll")}'", plugin.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_folder_may_be_a_link_and_is_checked_where_it_leads()
    {
        using var links = new PluginDirectory();
        File.CreateSymbolicLink(Path.Combine(_folder, "library.so"), "Good.dll");
        Directory.CreateSymbolicLink(links.PathTo("Linked"), _folder);
        Assert.Equal(PluginStatus.Active, Assert.Single(PluginCatalogue.Discover([links.Root]).Plugins).Status);
        LetWrite(Path.Combine(_folder, "Good.dll"), UnixFileMode.OtherWrite);
        Assert.Equal(PluginStatus.UnsafeLocation, Assert.Single(PluginCatalogue.Discover([links.Root]).Plugins).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/dev/null")]
    [InlineData(".")]
    public void A_link_out_of_the_plugin_or_to_a_folder_is_refused(string target)
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), target);
        var plugin = Listed();
        Assert.Equal(PluginStatus.UnsafeLocation, plugin.Status);
        Assert.Contains($"'{Path.Combine(_folder, "link")}' is a link", plugin.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_from_file_to_file_within_the_plugin_is_usual_and_safe()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "library.so"), "Good.dll");
        Assert.Equal(PluginStatus.Active, Listed().Status);
    }

    [LinuxFact]
    public void A_file_of_another_user_is_refused_even_if_only_that_user_may_write_to_it()
    {
        var file = Path.Combine(_folder, "Good.dll");
        var fault = new TrustedWriters(owners: [], programGroup: null, new UserDatabase([], [])).FindFault(file, _folder)!;
        Assert.Equal(PluginStatus.UnsafeLocation, fault.Status);
        Assert.Contains($"'{file}' belongs to user {UnixFile.CurrentUser}, who", fault.Reason, StringComparison.Ordinal);
        Assert.EndsWith($"sudo chown -R \"$(id -un)\" '{_folder}'", fault.Remedy, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_group_may_write_if_it_is_the_owners_alone_or_may_write_to_the_program()
    {
        var file = Path.Combine(_folder, "Good.dll");
        LetWrite(file, UnixFileMode.GroupWrite);
        var (_, owner, group) = UnixFile.Read(file);
        string[] me = [$"me:x:{owner}:{group}::/home/me:/bin/sh"];
        var colleague = $"you:x:4711:{group}::/home/you:/bin/sh";

        Assert.Null(Fault(me, [$"mine:x:{group}:"]));
        Assert.Null(Fault(me, [$"mine:x:{group}:me"]));
        Assert.NotNull(Fault(me, [$"mine:x:{group}:me,you"]));
        Assert.NotNull(Fault([.. me, colleague], [$"mine:x:{group}:"]));
        Assert.NotNull(Fault(me, [])); // a group of a directory service: its members are not known here
        Assert.NotNull(Fault([], [$"mine:x:{group}:"]));
        Assert.Null(Fault([], [], programGroup: group));

        PluginFault? Fault(string[] users, string[] groups, uint? programGroup = null) =>
            new TrustedWriters([owner!.Value], programGroup, new UserDatabase(users, groups)).FindFault(file, file);
    }

    private static void LetWrite(string path, UnixFileMode who) => File.SetUnixFileMode(path, File.GetUnixFileMode(path) | who);

    private Plugin Listed() => Assert.Single(PluginCatalogue.Discover([_directory.Root]).Plugins);

    /// <summary>A test of owners, which only Linux tells.</summary>
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Owners are checked on Linux only.";
    }
}
