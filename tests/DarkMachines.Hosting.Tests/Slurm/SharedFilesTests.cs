using DarkMachines.Hosting.Slurm;

namespace DarkMachines.Hosting.Tests.Slurm;

public sealed class SharedFilesTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("shared").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void The_same_files_are_one_copy_and_other_content_is_another()
    {
        var source = Write("a/plugin/x.dll", "one");
        Write("a/plugin/sub/y.txt", "two");
        var copy = Files().Folder(Path.GetDirectoryName(source)!);
        Assert.Equal("plugin", Path.GetFileName(copy));
        Assert.Equal("two", File.ReadAllText(Path.Combine(copy, "sub", "y.txt")));
        Write("b/plugin/x.dll", "one");
        Write("b/plugin/sub/y.txt", "two");
        Assert.Equal(copy, Files().Folder(Path.Combine(_home, "b", "plugin")));
        Write("b/plugin/x.dll", "other");
        Assert.NotEqual(copy, Files().Folder(Path.Combine(_home, "b", "plugin")));
        Assert.Equal("one", File.ReadAllText(Path.Combine(copy, "x.dll")));
    }

    [Fact]
    public void A_lone_file_keeps_its_name()
    {
        var copy = Files().File(Write("models/net.onnx", "weights"));
        Assert.Equal(("net.onnx", "weights"), (Path.GetFileName(copy), File.ReadAllText(copy)));
    }

    [Fact]
    public void Copies_can_be_started_if_the_originals_can_and_changed_by_nobody_else()
    {
        if (OperatingSystem.IsWindows())
            return;
        var program = Write("a/program/run", "#!/bin/sh");
        var data = Write("a/program/data", "");
        File.SetUnixFileMode(program, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(data, (UnixFileMode)0b110_110_110);
        var copy = Files().Folder(Path.GetDirectoryName(program)!);
        const UnixFileMode foreign = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(copy) & foreign);
        Assert.Equal(UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(copy, "run")) & (foreign | UnixFileMode.UserExecute));
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(copy, "data")) & (foreign | UnixFileMode.UserExecute));
    }

    private SharedFiles Files() => new(Path.Combine(_home, "files"));

    private string Write(string name, string text)
    {
        var path = Path.Combine(_home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
