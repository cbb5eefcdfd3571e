namespace DarkMachines;

// Contracts as they might be one day: the attribute has another shape.
[AttributeUsage(AttributeTargets.Class)]
public sealed class AlgorithmAttribute(int number) : Attribute
{
    public int Number { get; } = number;
}

public interface IAnomalyDetector;
