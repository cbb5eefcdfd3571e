using DarkMachines.Benchmarks;

return args switch
{
    ["onnx-overhead", .. var models] => OnnxOverhead.Run(models),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project benchmarks/DarkMachines.Benchmarks -- onnx-overhead MODEL.onnx…");
    return 2;
}
