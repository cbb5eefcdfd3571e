namespace DarkMachines.Conformance;

/// <summary>A place for one model file in a folder of its own, which goes when this is disposed of.</summary>
internal sealed class TemporaryModel : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("darkmachines-");

    /// <summary>Where the file may be written.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "model.onnx");

    /// <summary>The file's content.</summary>
    public byte[] Bytes => File.ReadAllBytes(Path);

    public void Dispose() => _folder.Delete(recursive: true);
}
