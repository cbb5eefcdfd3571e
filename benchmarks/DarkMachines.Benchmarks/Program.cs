using DarkMachines.Benchmarks;
using DarkMachines.Benchmarks.Forests;
using DarkMachines.Benchmarks.Neighbours;

return args switch
{
    ["onnx-overhead", .. var models] => OnnxOverhead.Run(models),
    ["forests", .. var arguments] => ForestsBenchmark.Run(arguments),
    ["neighbours", .. var only] => NeighboursBenchmark.Run(only),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project benchmarks/DarkMachines.Benchmarks -- onnx-overhead MODEL.onnx… | forests [ROUNDS] [TASK…] | neighbours [TASK…]");
    return 2;
}
