using DarkMachines.Onnx.Format;
using Google.Protobuf;

namespace DarkMachines.Onnx.Tests;

/// <summary>A folder for the files of one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("darkmachines-").FullName;

    public string PathTo(string name) => Path.Combine(_path, name);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathTo(name), bytes);
        return PathTo(name);
    }

    public string Write(string name, string text)
    {
        File.WriteAllText(PathTo(name), text);
        return PathTo(name);
    }

    internal string Write(ModelProto model, string name = "model.onnx") => Write(name, model.ToByteArray());

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
