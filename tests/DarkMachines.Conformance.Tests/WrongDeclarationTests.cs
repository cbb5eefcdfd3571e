using System.ComponentModel.DataAnnotations;

namespace DarkMachines.Conformance.Tests;

/// <summary>Classes that break a rule: the case of that rule fails, and no other.</summary>
public class WrongDeclarationTests
{
    [Fact]
    public void A_class_without_the_attribute() => Breaks("names-its-algorithm", "on class Unnamed; it has none", new Unnamed(new SampleOptions()));

    [Fact]
    public void A_name_that_cannot_be_typed_anywhere() => Breaks("names-its-algorithm", "came 'Two Words'", new TwoWords(new SampleOptions()));

    [Fact]
    public void A_summary_that_is_empty() => Breaks("names-its-algorithm", "expected a summary of one line; came ''", new NoSummary(new SampleOptions()));

    [Fact]
    public void A_class_without_a_role() => Breaks("takes-a-role", "class Idle to implement IClassifier, IAnomalyDetector", new Idle(new SampleOptions()));

    [Fact]
    public void A_constructor_without_options() => Breaks(
        "constructor-takes-options options-are-immutable numbers-have-ranges options-out-of-range-are-refused", "came 1 with 0 parameters", new NoConstructor());

    [Fact]
    public void Two_constructors() => Breaks(
        "constructor-takes-options options-are-immutable numbers-have-ranges options-out-of-range-are-refused", "came 2 with ", new TwoConstructors());

    [Fact]
    public void Options_without_defaults() => Breaks(
        "constructor-takes-options options-are-immutable numbers-have-ranges options-out-of-range-are-refused",
        "expected options NoDefaults to have a public constructor without parameters",
        new WithoutDefaults(new NoDefaults(1)));

    [Fact]
    public void Options_that_can_be_changed() => Breaks("options-are-immutable", "expected option Size to be init-only", new Changeable(new ChangeableOptions()));

    [Fact]
    public void A_number_without_a_range() => Breaks("numbers-have-ranges", "expected a [Range] on option Size; it has none", new Rangeless(new RangelessOptions()));

    [Fact]
    public void Options_out_of_range_that_are_taken() => Breaks(
        "options-out-of-range-are-refused", "expected UserInputException for option Scale = -0.5, whose range is 0.5 to 2; came none", new Trusting(new SampleOptions()));

    private static void Breaks(string rules, string message, object algorithm) =>
        Failures.AreExactly(rules, message, Failures.OfDeclaration(() => algorithm));

    public abstract class Detector : IAnomalyDetector
    {
        public IAnomalyModel Fit(FeatureTable background, FitContext context) => throw new NotSupportedException();
    }

    public sealed class Unnamed(SampleOptions options) : Detector
    {
        public SampleOptions Options { get; } = DarkMachines.Options.Validate(options);
    }

    [Algorithm("Two Words", "Summary")]
    public sealed class TwoWords(SampleOptions options) : Detector
    {
        public SampleOptions Options { get; } = DarkMachines.Options.Validate(options);
    }

    [Algorithm("no-summary", "")]
    public sealed class NoSummary(SampleOptions options) : Detector
    {
        public SampleOptions Options { get; } = DarkMachines.Options.Validate(options);
    }

    [Algorithm("idle", "Does nothing")]
    public sealed class Idle(SampleOptions options)
    {
        public SampleOptions Options { get; } = DarkMachines.Options.Validate(options);
    }

    [Algorithm("no-constructor", "Summary")]
    public sealed class NoConstructor : Detector;

    [Algorithm("two-constructors", "Summary")]
    public sealed class TwoConstructors : Detector
    {
        public TwoConstructors()
        {
        }

        public TwoConstructors(SampleOptions options) => Options.Validate(options);
    }

    public sealed record NoDefaults([property: Range(1, 2)] int Size);

    [Algorithm("without-defaults", "Summary")]
    public sealed class WithoutDefaults(NoDefaults options) : Detector
    {
        public NoDefaults Options { get; } = DarkMachines.Options.Validate(options);
    }

    public sealed record ChangeableOptions
    {
        [Range(1, 2)]
        public int Size { get; set; } = 1;
    }

    [Algorithm("changeable", "Summary")]
    public sealed class Changeable(ChangeableOptions options) : Detector
    {
        public ChangeableOptions Options { get; } = DarkMachines.Options.Validate(options);
    }

    public sealed record RangelessOptions
    {
        public int Size { get; init; } = 1;
    }

    [Algorithm("rangeless", "Summary")]
    public sealed class Rangeless(RangelessOptions options) : Detector
    {
        public RangelessOptions Options { get; } = options;
    }

    [Algorithm("trusting", "Summary")]
    public sealed class Trusting(SampleOptions options) : Detector
    {
        public SampleOptions Options { get; } = options;
    }
}
