using DarkMachines.Benchmarks;
using DarkMachines.Benchmarks.Forests;
using DarkMachines.Benchmarks.Neighbours;

return args switch
{
    ["onnx-overhead", .. var models] => OnnxOverhead.Run(models),
    ["forests", .. var only] => ForestsBenchmark.Run(only),
    ["neighbours", .. var only] => NeighboursBenchmark.Run(only),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project benchmarks/DarkMachines.Benchmarks -- onnx-overhead MODEL.onnx… | forests [TASK…] | neighbours [TASK…]");
    return 2;
}
