using System.Reflection;
using DarkMachines;

namespace Throwing;

public sealed record NoOptions;

public abstract class Detector : IAnomalyDetector
{
    public IAnomalyModel Fit(FeatureTable background, FitContext context) => throw new NotSupportedException();
}

[Algorithm("throwing-constructor", "Fails when it is made.")]
public sealed class ThrowingConstructor : Detector
{
    public ThrowingConstructor(NoOptions options) => throw new InvalidOperationException($"no use for {options.GetType().Name}.");
}

[Algorithm("throwing-initialiser", "Fails when its class is first touched.")]
public sealed class ThrowingInitialiser(NoOptions options) : Detector
{
    private static readonly int Length = int.Parse("many", System.Globalization.CultureInfo.InvariantCulture);

    private readonly string _text = $"{options} {Length}";

    public override string ToString() => _text;
}

[Algorithm("wants-library-of-host", "Asks for an assembly that only the tests' process has.")]
public sealed class WantsLibraryOfHost(NoOptions options) : Detector
{
    private readonly Assembly _library = Assembly.Load("FsCheck");

    public override string ToString() => $"{options} {_library}";
}

public sealed record RefusingOptions
{
    public int Low { get; init; } = 1;

    public int High { get; init; } = 2;
}

[Algorithm("refuses-options", "Refuses options that do not go together.")]
public sealed class RefusesOptions : Detector
{
    public RefusesOptions(RefusingOptions options)
    {
        if (options.Low > options.High)
            throw new UserInputException("invalid-option", "Option 'low' is greater than 'high'.", "Exchange them.");
    }
}
