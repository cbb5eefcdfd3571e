using DarkMachines;

namespace Invalid;

public sealed record NoOptions;

public sealed record OptionsWithoutDefaults(int Depth);

// The kinds of a class are found through its base classes, generic ones too.
public abstract class Detector<TOptions>(TOptions options) : IAnomalyDetector
{
    public IAnomalyModel Fit(FeatureTable background, FitContext context) => throw new NotSupportedException(options!.ToString());
}

[Algorithm("valid", "Keeps the contract.")]
public sealed class Valid(NoOptions options) : Detector<NoOptions>(options);

[Algorithm("Bad Name", "Has a name that cannot be written on a command line.")]
public sealed class BadName(NoOptions options) : Detector<NoOptions>(options);

[Algorithm("abstract", "Cannot be made.")]
public abstract class Abstract(NoOptions options) : Detector<NoOptions>(options);

[Algorithm("generic", "Cannot be made either.")]
public sealed class Generic<T>(T options) : Detector<T>(options);

[Algorithm("no-parameter", "Takes no options.")]
public sealed class NoParameter() : Detector<NoOptions>(new NoOptions());

[Algorithm("two-constructors", "Has one constructor too many.")]
public sealed class TwoConstructors(NoOptions options) : Detector<NoOptions>(options)
{
    public TwoConstructors() : this(new NoOptions())
    {
    }
}

[Algorithm("number", "Takes a number in place of options.")]
public sealed class Number(int options) : Detector<int>(options);

[Algorithm("no-defaults", "Takes options without defaults.")]
public sealed class NoDefaults(OptionsWithoutDefaults options) : Detector<OptionsWithoutDefaults>(options);

[Algorithm("no-interface", "Cannot do anything.")]
public sealed class NoInterface(NoOptions options)
{
    public override string ToString() => options.ToString();
}

[Algorithm("twin", "Has the name of another.")]
public sealed class TwinA(NoOptions options) : Detector<NoOptions>(options);

[Algorithm("twin", "Has the name of another.")]
public sealed class TwinB(NoOptions options) : Detector<NoOptions>(options);

public static class Outer
{
    [Algorithm("nested", "Is a class within a class.")]
    public sealed class Nested(NoOptions options) : Detector<NoOptions>(options);
}
