using System.IO.Compression;
using System.Text;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Hosting.Plugins.Store;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class HostileArchiveTests : IDisposable
{
    private readonly PluginDirectory _directory = new();

    private string Zip => _directory.PathTo("hostile.zip");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("../escaped.dll", "leads out of the plugin's folder")]
    [InlineData("a/../../escaped.dll", "leads out of the plugin's folder")]
    [InlineData("/tmp/escaped.dll", "leads out of the plugin's folder")]
    [InlineData("a//escaped.dll", "leads out of the plugin's folder")]
    [InlineData("./escaped.dll", "leads out of the plugin's folder")]
    [InlineData("../", "leads out of the plugin's folder")]
    [InlineData("/", "leads out of the plugin's folder")]
    [InlineData("..\\escaped.dll", "has a character")]
    [InlineData("C:escaped.dll", "has a character")]
    [InlineData("a\0.dll", "has a character")]
    [InlineData("a\u001b[2J.dll", "has a character")]
    public void A_path_that_leads_elsewhere_is_refused(string path, string reason)
    {
        Write(archive => Add(archive, path, "x"));
        AssertRefused(reason);
    }

    [Fact]
    public void A_path_that_is_too_long_is_refused()
    {
        Write(archive => Add(archive, new string('a', 251), "x"));
        AssertRefused("longer than 250 characters");
    }

    [Theory]
    [InlineData(0xA1FF)] // link
    [InlineData(0x61B6)] // device
    [InlineData(0x11B6)] // pipe
    public void A_link_or_special_file_is_refused(int unixMode)
    {
        Write(archive => Add(archive, "link", "/etc/passwd").ExternalAttributes = unixMode << 16);
        AssertRefused("'link' is a link or a special file");
    }

    [Theory]
    [InlineData("a.dll", "a.dll")]
    [InlineData("a.dll", "A.DLL")]
    [InlineData("a", "a/")]
    public void A_path_that_is_there_twice_is_refused(string first, string second)
    {
        Write(archive =>
        {
            Add(archive, first, "x");
            Add(archive, second, "");
        });
        AssertRefused("is there twice");
    }

    [Fact]
    public void A_file_in_place_of_a_folder_is_refused()
    {
        Write(archive =>
        {
            Add(archive, "a", "x");
            Add(archive, "a/b.dll", "x");
        });
        AssertRefused("could not be added");
    }

    [Fact]
    public void An_archive_that_unpacks_to_a_hundred_times_its_size_is_refused()
    {
        Write(archive =>
        {
            using var stream = archive.CreateEntry("zeros.dll").Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 16; i++)
                stream.Write(zeros);
        });
        Assert.InRange(new FileInfo(Zip).Length, 1, 100_000);
        AssertRefused("unpacks to more than 100 times its size");
    }

    [Fact]
    public void What_an_archive_says_of_its_size_does_not_count()
    {
        An_archive_that_unpacks_to_a_hundred_times_its_size_is_refused();
        var bytes = File.ReadAllBytes(Zip);
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 10); // the unpacked size in the central directory
        File.WriteAllBytes(Zip, bytes);
        var folder = _directory.AddEmpty("out");
        Record.Exception(() => PluginArchive.Extract(Zip, folder));
        Assert.InRange(Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length), 0, 100 * bytes.Length);
    }

    [Fact]
    public void Thousands_of_entries_are_refused()
    {
        Write(archive =>
        {
            for (var i = 0; i < 5_001; i++)
                archive.CreateEntry($"{i}", CompressionLevel.NoCompression);
        });
        AssertRefused("has 5001 entries");
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("this is no archive")]
    public void What_is_no_archive_is_refused(string content)
    {
        File.WriteAllText(Zip, content);
        AssertRefused("is no zip archive, or is damaged");
    }

    [Fact]
    public void Wherever_an_archive_is_cut_off_or_changed_it_is_refused_or_harmless()
    {
        ZipFile.CreateFromDirectory(PluginDirectory.Built("UsesDependency1"), _directory.PathTo("whole.zip"));
        var whole = File.ReadAllBytes(_directory.PathTo("whole.zip"));
        var random = new RandomStream(seed: 1, stream: 1);
        for (var i = 0; i < 200; i++)
        {
            var copy = random.Below(2) == 0 ? whole[..random.Below(whole.Length)] : (byte[])whole.Clone();
            for (var changes = random.Below(8); changes > 0 && copy.Length > 0; changes--)
                copy[random.Below(copy.Length)] = (byte)random.Below(256);
            File.WriteAllBytes(Zip, copy);
            var folder = _directory.AddEmpty($"out{i}");
            try
            {
                PluginArchive.Extract(Zip, folder);
            }
            catch (Exception refusal) when (refusal is UserInputException or IOException)
            {
                // One sentence, or a name that the file system refuses.
            }
        }

        Assert.Equal(202, Directory.GetFileSystemEntries(_directory.Root).Length); // nothing beside the folders
    }

    private static ZipArchiveEntry Add(ZipArchive archive, string path, string content)
    {
        var entry = archive.CreateEntry(path);
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
        return entry;
    }

    private void Write(Action<ZipArchive> fill)
    {
        using var archive = ZipFile.Open(Zip, ZipArchiveMode.Create);
        fill(archive);
    }

    private void AssertRefused(string reason)
    {
        var workspace = new Workspace(_directory.PathTo("deep", "workspace"));
        var refusal = Assert.Throws<UserInputException>(() =>
            new PluginStore(workspace).Add(Zip, new PluginVerifier(PluginCatalogue.Discover([])), replace: false));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Remedy);
        Assert.Equal(["workspace.lock"], Directory.EnumerateFileSystemEntries(workspace.Directory).Select(Path.GetFileName));
        Assert.Equal(["deep", "hostile.zip"], Directory.EnumerateFileSystemEntries(_directory.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
