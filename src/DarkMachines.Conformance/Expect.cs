using System.Globalization;

namespace DarkMachines.Conformance;

/// <summary>What rules expect; each throws <see cref="BrokenRuleException"/> with what came instead.</summary>
internal static class Expect
{
    /// <summary>The condition holds.</summary>
    public static void That(bool holds, FormattableString message)
    {
        if (!holds)
            throw new BrokenRuleException(FormattableString.Invariant(message));
    }

    /// <summary>Two models answer the queries with the same bytes.</summary>
    /// <param name="expected">The first model.</param>
    /// <param name="actual">The second.</param>
    /// <param name="queries">Row-major rows.</param>
    /// <param name="what">What the second model is, such as <c>the fit with 2 threads</c>.</param>
    public static void SameAnswers(FittedModel expected, FittedModel actual, float[] queries, string what)
    {
        foreach (var (first, second) in expected.Methods.Zip(actual.Methods))
            SameBytes(first.Answers(queries), second.Answers(queries), first, what);
    }

    /// <summary>Two sets of answers are the same to the bit.</summary>
    /// <param name="expected">The answers expected.</param>
    /// <param name="actual">The answers that came.</param>
    /// <param name="method">The method that gave them.</param>
    /// <param name="what">What gave the second answers.</param>
    public static void SameBytes(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, ScoringMethod method, string what)
    {
        That(expected.Length == actual.Length, $"expected {expected.Length} answers of {method.Name} from {what}; came {actual.Length}.");
        for (var i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
            {
                throw new BrokenRuleException(string.Create(CultureInfo.InvariantCulture,
                    $"expected {expected[i]:g9} for row {i / method.OutputWidth} of {method.Name} from {what}; came {actual[i]:g9}."));
            }
        }
    }

    /// <summary>Every answer of the model to finite rows is valid.</summary>
    public static void ValidAnswers(FittedModel model, float[] queries, string training)
    {
        foreach (var method in model.Methods)
        {
            var answers = method.Answers(queries);
            for (var row = 0; row * method.OutputWidth < answers.Length; row++)
            {
                var answer = answers.AsSpan(row * method.OutputWidth, method.OutputWidth);
                if (!method.IsValid(answer))
                    throw new BrokenRuleException($"expected {method.Rule} from {method.Name} after a fit to {training}; came {Text(answer)} for row {row}.");
            }
        }
    }

    /// <summary>An exception of the type, or one derived from it.</summary>
    public static void Throws<T>(Action action, string what) where T : Exception
    {
        Exception? came = null;
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }
        catch (Exception other)
        {
            came = other;
        }

        throw new BrokenRuleException($"expected {typeof(T).Name} for {what}; came {Describe(came)}.", came);
    }

    /// <summary>The work ends in time, by returning or throwing. Where it does not, it is left behind on its thread.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="work">The work.</param>
    /// <param name="what">What is waited for, in words.</param>
    public static void EndsWithin(TimeSpan patience, Task work, string what)
    {
        if (Task.WaitAny([work], patience) < 0)
            throw new BrokenRuleException(string.Create(CultureInfo.InvariantCulture, $"expected {what} to end within {patience.TotalSeconds:g3} s; it went on."));
    }

    /// <summary>Starts work on a thread of its own, for those of the pool may all be busy.</summary>
    public static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>An exception in words.</summary>
    public static string Describe(Exception? exception) =>
        exception is null ? "none" : $"{exception.GetType().Name} ({exception.Message.TrimEnd('.')})";

    private static string Text(ReadOnlySpan<float> values) =>
        "[" + string.Join(", ", values.ToArray().Select(value => value.ToString("g9", CultureInfo.InvariantCulture))) + "]";
}
