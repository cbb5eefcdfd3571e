namespace DarkMachines.Conformance;

/// <summary>One method of a model that reads rows and writes answers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="InputWidth">Values it reads a row.</param>
/// <param name="OutputWidth">Values it writes a row.</param>
/// <param name="Run">The method.</param>
internal sealed record ScoringMethod(string Name, int InputWidth, int OutputWidth, ScoringMethod.SpanMethod Run)
{
    /// <summary>Reads row-major rows and fills row-major answers.</summary>
    public delegate void SpanMethod(ReadOnlySpan<float> rows, Span<float> answers);

    /// <summary>Tells whether one row's answer is valid.</summary>
    public delegate bool Validity(ReadOnlySpan<float> answer);

    /// <summary>The method whose answers this one reads, as <c>Decode</c> reads those of <c>Encode</c>; null if it reads rows.</summary>
    public ScoringMethod? After { get; init; }

    /// <summary>What a valid answer is, in words.</summary>
    public string Rule { get; init; } = "finite values";

    /// <summary>Tells whether the answer to a row of finite values is valid.</summary>
    public Validity IsValid { get; init; } = answer => answer.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) < 0;

    /// <summary>The rows as this method reads them.</summary>
    public float[] Inputs(float[] rows) => After is null ? rows : After.Answers(rows);

    /// <summary>Answers to the rows of a table.</summary>
    public float[] Answers(float[] rows) => AnswersToInputs(Inputs(rows));

    /// <summary>Answers to rows as this method reads them.</summary>
    /// <param name="inputs">The rows.</param>
    /// <param name="prefill">What the span for the answers holds beforehand.</param>
    public float[] AnswersToInputs(ReadOnlySpan<float> inputs, float prefill = 0)
    {
        var answers = new float[inputs.Length / InputWidth * OutputWidth];
        Array.Fill(answers, prefill);
        Run(inputs, answers);
        return answers;
    }
}
