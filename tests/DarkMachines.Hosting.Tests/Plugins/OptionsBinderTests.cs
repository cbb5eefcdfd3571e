using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Hosting.Plugins;
using FsCheck;
using FsCheck.Fluent;
using static DarkMachines.Hosting.Tests.Plugins.SampleOptions;

namespace DarkMachines.Hosting.Tests.Plugins;

public sealed class OptionsBinderTests
{
    private static readonly OptionsBinder Binder = new("test", typeof(Everything));

    [Fact]
    public void Options_are_described_in_the_order_of_declaration()
    {
        OptionDescription[] expected =
        [
            new("neighbours", "whole number", "5", "1 to 100", "Number of neighbours, e.g. 5 for the class FeatureTable."),
            new("max-rows", "whole number", "5000000000", null, "Most rows to use; null for all."),
            new("bandwidth", "number", "0.1", "more than 0 to less than 10", null),
            new("share", "number", "0.25", "0 or more", null),
            new("standardise", "true or false", "true", null, null),
            new("title", "text", "plain", null, null),
            new("kernel", "choice", "top-hat", "gaussian, top-hat", null),
            new("max-depth", "whole number or none", "none", "1 to 9", null),
            new("prefix", "text or none", "none", null, null),
            new("tail", "choice or none", "none", "gaussian, top-hat", null),
        ];
        Assert.Equal(expected, Binder.Describe());
    }

    [Theory]
    [InlineData("max-depth")]
    [InlineData("maxDepth")]
    [InlineData("MaxDepth")]
    [InlineData("MAX-DEPTH")]
    public void Names_are_taken_in_every_case(string name) => Assert.Equal(3, Bind($"{name}=3").MaxDepth);

    [Fact]
    public void What_is_not_set_keeps_its_default() => Assert.Equal(new Everything { Kernel = Shape.Gaussian }, Bind("kernel=gaussian"));

    [Fact]
    public void None_takes_the_value_away() => Assert.Null(Bind("max-depth=None").MaxDepth);

    [Fact]
    public void All_errors_come_at_once()
    {
        var error = Assert.Throws<UsageException>(() => Bind(
            "neighbors=3", "colour=red", "neighbours=0", "bandwidth=wide", "kernel=flat", "standardise=perhaps", "max-rows=99999999999999999999", "title=a", "Title=b"));
        Assert.Equal(
            "Algorithm 'test' has no option 'neighbors'; did you mean 'neighbours'? "
            + "Algorithm 'test' has no option 'colour'; it has neighbours, max-rows, bandwidth, share, standardise, title, kernel, max-depth, prefix, tail. "
            + "Option 'bandwidth' is 'wide', but its type is number: more than 0 to less than 10. "
            + "Option 'kernel' is 'flat', but its type is choice: gaussian, top-hat. "
            + "Option 'standardise' is 'perhaps', but its type is true or false. "
            + "Option 'max-rows' is '99999999999999999999', but its type is whole number: -9223372036854775808 to 9223372036854775807. "
            + "Option 'title' is set twice. "
            + "Option 'neighbours' is 0; its range is 1 to 100.",
            error.Message);
        Assert.Equal("invalid-option", error.Code);
        Assert.Contains("algorithms show test", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("neighbours=1.5")]
    [InlineData("neighbours=1,000")]
    [InlineData("neighbours=")]
    [InlineData("neighbours=3000000000")]
    [InlineData("neighbours=none")]
    [InlineData("bandwidth=1,5")]
    [InlineData("bandwidth=NaN")]
    [InlineData("bandwidth=1e999")]
    [InlineData("share=1e39")]
    [InlineData("standardise=1")]
    [InlineData("kernel=1")]
    [InlineData("max-depth=10")]
    public void Values_of_another_type_or_out_of_range_are_refused(string setting) =>
        Assert.Contains($"'{setting.Split('=')[0]}'", Assert.Throws<UsageException>(() => Bind(setting)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("neighbours")]
    [InlineData("=5")]
    public void A_setting_needs_a_name_and_an_equals_sign(string text) => Assert.Throws<UsageException>(() => OptionSetting.Parse(text));

    [Fact]
    public void A_value_may_contain_equals_signs() => Assert.Equal("a=b", Bind("title=a=b").Title);

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void What_is_written_as_text_or_JSON_is_read_back_in_every_culture(string culture) => InCulture(culture, () =>
        Check.QuickThrowOnFailure(Prop.ForAll(AnyOptions, options =>
        {
            var json = Binder.ToJson(options).ToJsonString();
            Assert.Equal(options, Binder.FromJson(JsonNode.Parse(json)!.AsObject()));
            var settings = JsonNode.Parse(json)!.AsObject().Select(pair => new OptionSetting(pair.Key, pair.Value?.ToString() ?? "none"));
            Assert.Equal(options, Binder.Bind([.. settings]));
        })));

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void JSON_and_descriptions_are_the_same_in_every_culture(string culture) => InCulture(culture, () =>
    {
        var options = new Everything { Bandwidth = 1.5, Share = float.PositiveInfinity, MaxDepth = 3 };
        Assert.Equal(
            """{"neighbours":5,"maxRows":5000000000,"bandwidth":1.5,"share":"Infinity","standardise":true,"title":"plain","kernel":"top-hat","maxDepth":3,"prefix":null,"tail":null}""",
            Binder.ToJson(options).ToJsonString());
        Assert.Equal(("0.1", "more than 0 to less than 10"), (Binder.Describe()[2].Default, Binder.Describe()[2].Range));
    });

    [Fact]
    public void Whatever_the_settings_the_answer_is_a_record_or_one_exception() => Check.QuickThrowOnFailure(
        Prop.ForAll<NonNull<string>, NonNull<string>>((name, value) =>
        {
            string[] names = [name.Get, .. Binder.Describe().Select(option => option.Name)];
            foreach (var option in names)
            {
                try
                {
                    Assert.Empty(Options.Errors(Binder.Bind([new OptionSetting(option, value.Get)])));
                }
                catch (UserInputException error)
                {
                    Assert.Contains(option, error.Message, StringComparison.Ordinal);
                }
            }
        }));

    [Fact]
    public void Inherited_options_come_first() =>
        Assert.Equal(["base-option", "own-option"], new OptionsBinder("test", typeof(Derived)).Describe().Select(option => option.Name));

    [Fact]
    public void A_value_that_the_record_refuses_is_an_error_of_the_user()
    {
        var error = Assert.Throws<UsageException>(() => new OptionsBinder("test", typeof(Refusing)).Bind([new OptionSetting("odd", "2")]));
        Assert.Equal("Option 'odd' is '2', which is refused: 2 is even.", error.Message);
    }

    [Fact]
    public void A_type_that_options_cannot_have_is_an_error_of_the_plugin() =>
        Assert.Contains("'sizes' has the type System.Int32[]", Assert.Throws<PluginException>(() => new OptionsBinder("test", typeof(Unsupported))).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_that_cannot_be_made_are_an_error_of_the_plugin() =>
        Assert.Contains("(InvalidOperationException: no defaults)", Assert.Throws<PluginException>(() => new OptionsBinder("test", typeof(Failing)).Bind([])).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_documentation_file_there_is_no_help()
    {
        using var directory = new PluginDirectory();
        var file = Path.ChangeExtension(Path.Combine(directory.Add("Good"), "Good.dll"), ".xml");
        Assert.Equal("Number of neighbours, e.g. 5 for FeatureTable.", HelpOfGood(directory));
        File.WriteAllText(file, "<doc><members>");
        Assert.Null(HelpOfGood(directory));
        File.Delete(file);
        Assert.Null(HelpOfGood(directory));
    }

    private static Arbitrary<Everything> AnyOptions => (
        from neighbours in Gen.Choose(1, 100)
        from rows in ArbMap.Default.GeneratorFor<long>()
        from bandwidth in Gen.Choose(1, 999_999)
        from share in ArbMap.Default.GeneratorFor<float>()
        from flags in ArbMap.Default.GeneratorFor<bool>()
        from title in ArbMap.Default.GeneratorFor<NonNull<string>>()
        from depth in Gen.Choose(0, 9)
        select new Everything
        {
            Neighbours = neighbours,
            MaxRows = rows,
            Bandwidth = bandwidth / 1e5 / 1.01,
            Share = float.IsNaN(share) ? 0 : Math.Abs(share),
            Standardise = flags,
            Title = title.Get,
            Kernel = flags ? Shape.Gaussian : Shape.TopHat,
            MaxDepth = depth == 0 ? null : depth,
            Tail = depth == 1 ? Shape.TopHat : null,
        }).ToArbitrary();

    private static Everything Bind(params string[] settings) => (Everything)Binder.Bind([.. settings.Select(OptionSetting.Parse)]);

    private static string? HelpOfGood(PluginDirectory directory)
    {
        var algorithm = PluginCatalogue.Discover([directory.Root]).Find("good-classifier");
        return new AlgorithmFactory().OptionsOf(algorithm).Describe()[0].Help;
    }

    private static void InCulture(string name, Action check)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            check();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
