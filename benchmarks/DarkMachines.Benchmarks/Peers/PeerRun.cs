using System.ComponentModel;
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

    /// <summary>Starts a script, and waits until it is ready.</summary>
    /// <param name="script">Its path below the benchmarks' project, such as <c>Forests/forests_peer.py</c>.</param>
    /// <param name="arrays">Arrays of float32 by name; each lies as <c>NAME.f4</c> in the folder that the script is started with.</param>
    /// <exception cref="UserInputException">There is no Python, it lacks a module, or the script failed.</exception>
    public PeerRun(string script, IReadOnlyDictionary<string, float[]> arrays)
    {
        Folder = Directory.CreateTempSubdirectory("peer-").FullName;
        foreach (var (name, values) in arrays)
            File.WriteAllBytes(Path.Combine(Folder, name + ".f4"), MemoryMarshal.AsBytes<float>(values));
        var python = Environment.GetEnvironmentVariable("PYTHON") ?? "python3";
        var start = new ProcessStartInfo(python, [Path.Combine(Peers, "run.py"), Path.Combine(Project, script), Folder]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["PYTHONPATH"] = Peers;
        foreach (var name in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[name] = "1";
        foreach (var name in (string[])["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"])
            start.Environment.Remove(name);
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            Directory.Delete(Folder, recursive: true);
            throw new UserInputException("peer-missing", $"There is no Python '{python}'.", "Install Debian's package python3, or name a Python as PYTHON=/usr/bin/python3.", missing);
        }

        var greeting = _process.StandardOutput.ReadLine();
        if (greeting == "ready")
            return;
        Dispose();
        throw greeting is null
            ? Ended("starting")
            : new UserInputException("peer-missing", $"'{python}' has no module '{greeting}'.", $"Install it, as Debian's package python3-{greeting}, or name a Python that has it as PYTHON=/usr/bin/python3.");
    }

    /// <summary>Where the arrays lie; removed afterwards.</summary>
    public string Folder { get; }

    private static string Project { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));

    private static string Peers { get; } = Path.Combine(Project, "Peers");

    /// <summary>Has the peer do a task once.</summary>
    /// <param name="task">Its name in the script.</param>
    public Measurement Run(string task)
    {
        _process.StandardInput.WriteLine(task);
        var answer = _process.StandardOutput.ReadLine() ?? throw Ended($"doing '{task}'");
        double[] numbers = [.. answer.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return new Measurement(numbers[0], numbers[1], numbers[2]);
    }

    private static UserInputException Ended(string what) => new("peer-ended", $"The peer ended while {what}.", "Its message stands above.");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
