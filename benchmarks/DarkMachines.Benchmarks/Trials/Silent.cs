using DarkMachines.Hosting.Results;
using DarkMachines.Hosting.Trials;

namespace DarkMachines.Benchmarks.Trials;

/// <summary>Watches a run and says nothing.</summary>
internal sealed class Silent : IRunWatcher
{
    public void Kept(string name, TrialResult result)
    {
    }

    public void Told(TrialEvent told)
    {
    }

    public void Finished(string name, TrialResult result)
    {
    }
}
