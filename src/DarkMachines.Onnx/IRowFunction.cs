namespace DarkMachines.Onnx;

/// <summary>What a file computes of rows, ready to be asked; threads may share it.</summary>
internal interface IRowFunction : IDisposable
{
    /// <summary>Number of values a row.</summary>
    int OutputColumns { get; }

    /// <summary>Computes them.</summary>
    /// <param name="rows">Whole rows.</param>
    /// <param name="outputs">Filled with <see cref="OutputColumns"/> values a row.</param>
    /// <exception cref="UserInputException">It cannot be computed of these rows.</exception>
    void Run(ReadOnlySpan<float> rows, Span<float> outputs);
}
