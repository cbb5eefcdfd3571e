using System.Globalization;
using DarkMachines.Benchmarks;
using DarkMachines.Benchmarks.Forests;
using DarkMachines.Benchmarks.Neighbours;
using DarkMachines.Benchmarks.Trials;

return args switch
{
    ["onnx-overhead", .. var models] => OnnxOverhead.Run(models),
    ["forests", .. var only] => ForestsBenchmark.Run(only),
    ["neighbours", .. var only] => NeighboursBenchmark.Run(only),
    ["trial-scale", var trials, var results] => TrialScale.Run(int.Parse(trials, CultureInfo.InvariantCulture), long.Parse(results, CultureInfo.InvariantCulture)),
    ["trial-overhead", var program] => TrialOverhead.Run(program),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project benchmarks/DarkMachines.Benchmarks -- onnx-overhead MODEL.onnx… | forests [TASK…] | neighbours [TASK…] | trial-scale TRIALS RESULTS | trial-overhead darkmachines.dll");
    return 2;
}
