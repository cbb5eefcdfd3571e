using DarkMachines.Onnx.Format;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx;

/// <summary>Prepares graphs with ONNX Runtime.</summary>
internal static class GraphSession
{
    /// <summary>Prepares a graph. Without optimisation nothing at all is computed, not even what is constant.</summary>
    /// <exception cref="UserInputException">ONNX Runtime refuses the graph.</exception>
    /// <param name="path">What the graph is called in errors.</param>
    /// <param name="model">The graph.</param>
    /// <param name="isOptimised">False to run it as it stands.</param>
    /// <param name="threads">Threads within an operator.</param>
    /// <param name="configure">Further options, if any.</param>
    public static InferenceSession Prepare(string path, ModelProto model, bool isOptimised, int threads, Action<SessionOptions>? configure = null)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = isOptimised ? GraphOptimizationLevel.ORT_ENABLE_ALL : GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // What goes wrong is told by exceptions, not on standard error.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        configure?.Invoke(options);
        try
        {
            return new InferenceSession(model.ToByteArray(), options);
        }
        catch (OnnxRuntimeException e)
        {
            throw Refused("cannot prepare", path, e);
        }
    }

    /// <summary>ONNX Runtime's failure as a sentence.</summary>
    public static UserInputException Refused(string verb, string path, OnnxRuntimeException e) => new(
        "model-refused",
        $"ONNX Runtime {verb} '{path}': {OneSentence(e.Message)}",
        "Check the model with onnx.checker, and that its operators and opsets are those of ONNX Runtime 1.29 or before.",
        e);

    // Such messages begin with a code in brackets and may go on over several lines.
    private static string OneSentence(string message)
    {
        var text = message.StartsWith('[') ? message[(message.IndexOf(']', StringComparison.Ordinal) + 1)..] : message;
        var line = text.Trim().Split('\n')[0].TrimEnd('.', ' ', '\r');
        return string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c)) + ".";
    }
}
