using DarkMachines.Benchmarks;
using DarkMachines.Benchmarks.Forests;
using DarkMachines.Benchmarks.Mixtures;
using DarkMachines.Benchmarks.Neighbours;

return args switch
{
    ["onnx-overhead", .. var models] => OnnxOverhead.Run(models),
    ["forests", .. var only] => ForestsBenchmark.Run(only),
    ["mixtures", .. var only] => MixturesBenchmark.Run(only),
    ["neighbours", .. var only] => NeighboursBenchmark.Run(only),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project benchmarks/DarkMachines.Benchmarks -- onnx-overhead MODEL.onnx… | forests [TASK…] | mixtures [TASK…] | neighbours [TASK…]");
    return 2;
}
