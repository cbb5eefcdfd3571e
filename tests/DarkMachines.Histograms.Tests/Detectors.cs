namespace DarkMachines.Histograms.Tests;

/// <summary>All detectors of the family with default options, by name.</summary>
internal static class Detectors
{
    public static TheoryData<string> Names { get; } = ["hbos", "ecod", "copod", "loda"];

    public static IAnomalyModel Fit(string name, FeatureTable rows, FitContext? context = null)
    {
        IAnomalyDetector detector = name switch
        {
            "hbos" => new Hbos(new HbosOptions()),
            "ecod" => new Ecod(new EcodOptions()),
            "copod" => new Copod(new CopodOptions()),
            _ => new Loda(new LodaOptions()),
        };
        return detector.Fit(rows, context ?? new FitContext(1));
    }
}
