namespace DarkMachines.Onnx;

/// <summary>The operators that a builder knows, by their names in the specification.</summary>
internal enum OnnxOperation
{
    Abs, Add, And, ArgMax, ArgMin, AveragePool, Cast, Clip, Concat, Conv, ConvTranspose, Cos, CumSum, Div, Elu, Equal, Erf, Exp,
    Expand, Floor, Gather, GatherElements, GatherND, Gemm, Greater, GreaterOrEqual, HardSigmoid, Identity, IsNaN, LeakyRelu,
    Less, LessOrEqual, Log, LogSoftmax, MatMul, Max, MaxPool, Min, Mul, Neg, Not, Or, Pad, Pow, ReduceLogSumExp, ReduceMax,
    ReduceMean, ReduceMin, ReduceSum, ReduceSumSquare, Relu, Reshape, ScatterElements, ScatterND, Selu, Shape, Sigmoid, Sign,
    Sin, Size, Slice, Softmax, Softplus, Split, Sqrt, Squeeze, Sub, Tanh, TopK, Transpose, TreeEnsemble,
    TreeEnsembleRegressor, Unsqueeze, Where,
}

/// <summary>What is common to all uses of an operator.</summary>
internal static class OnnxOperations
{
    /// <summary>The operator set it belongs to; empty for the standard one.</summary>
    public static string Domain(this OnnxOperation operation) => operation.MachineLearningOpset() == 0 ? "" : OnnxFile.MachineLearningDomain;

    /// <summary>The version of <c>ai.onnx.ml</c> that it needs; 0 for a standard operator.</summary>
    public static int MachineLearningOpset(this OnnxOperation operation) => operation switch
    {
        OnnxOperation.TreeEnsemble => OnnxGraphBuilder.TreeTensorsOpset,
        OnnxOperation.TreeEnsembleRegressor => OnnxGraphBuilder.MachineLearningOpset,
        _ => 0,
    };
}
