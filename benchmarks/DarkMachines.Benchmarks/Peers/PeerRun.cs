using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace DarkMachines.Benchmarks.Peers;

/// <summary>
/// A Python process that does the same tasks on the same data, one at a time, when asked to. Its script calls
/// <c>serve</c> of <c>peer.py</c>, and reads the arrays left for it in <see cref="Folder"/>. One thread. The variable
/// <c>PYTHON</c> names another interpreter than <c>python3</c>.
/// </summary>
internal sealed class PeerRun : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts a script.</summary>
    /// <param name="script">Its path below the benchmarks' project, such as <c>Forests/forests_peer.py</c>.</param>
    /// <param name="arrays">Arrays of float32 by name; each lies as <c>NAME.f4</c> in the folder that the script is started with.</param>
    public PeerRun(string script, IReadOnlyDictionary<string, float[]> arrays)
    {
        Folder = Directory.CreateTempSubdirectory("peer-").FullName;
        foreach (var (name, values) in arrays)
            File.WriteAllBytes(Path.Combine(Folder, name + ".f4"), MemoryMarshal.AsBytes<float>(values));
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("PYTHON") ?? "python3", [Path.Combine(Project, script), Folder]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["PYTHONPATH"] = Path.Combine(Project, "Peers");
        foreach (var name in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[name] = "1";
        foreach (var name in (string[])["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"])
            start.Environment.Remove(name);
        _process = Process.Start(start)!;
    }

    /// <summary>Where the arrays lie; removed afterwards.</summary>
    public string Folder { get; }

    private static string Project { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    /// <summary>Has the peer do a task once.</summary>
    /// <param name="task">Its name in the script.</param>
    public Measurement Run(string task)
    {
        _process.StandardInput.WriteLine(task);
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer ended while doing '{task}'; its message stands above.");
        double[] numbers = [.. answer.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return new Measurement(numbers[0], numbers[1], numbers[2]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
