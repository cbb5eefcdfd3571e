namespace DarkMachines.Conformance;

/// <summary>One rule, examined on one algorithm in one role.</summary>
public sealed class ConformanceCase
{
    private readonly Action<CancellationToken> _examine;

    internal ConformanceCase(string name, string reason, ConformanceKind kind, Action<CancellationToken> examine)
    {
        Name = name;
        Reason = reason;
        Kind = kind;
        _examine = examine;
    }

    /// <summary>The role and the rule in kebab case, such as <c>classifier-one-row-equals-batch</c>; unique within a suite.</summary>
    public string Name { get; }

    /// <summary>Why the rule exists, in one sentence.</summary>
    public string Reason { get; }

    /// <summary>The role in which the algorithm is examined.</summary>
    public ConformanceKind Kind { get; }

    /// <summary>Examines the algorithm; returns if it keeps the rule.</summary>
    /// <param name="cancellation">Asks the examination to stop.</param>
    /// <exception cref="ConformanceException">The rule is broken; the message says what was expected and what came.</exception>
    /// <exception cref="OperationCanceledException">The examination was asked to stop.</exception>
    public void Run(CancellationToken cancellation = default)
    {
        try
        {
            _examine(cancellation);
        }
        catch (BrokenRuleException broken)
        {
            throw new ConformanceException(Name, broken.Message, broken.InnerException);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw new ConformanceException(Name, $"expected an answer; came {Expect.Describe(failure)}.", failure);
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
