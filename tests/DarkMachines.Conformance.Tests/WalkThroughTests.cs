using System.Text.RegularExpressions;
using DarkMachines.Testing;
using MyPlugin;

namespace DarkMachines.Conformance.Tests;

/// <summary>docs/first-plugin.md shows the template as it is: its sources are compiled here and in the plugin made from it.</summary>
public partial class WalkThroughTests
{
    private static readonly string Document = Read("docs", "first-plugin.md");

    [Fact]
    public void Every_block_of_code_is_an_excerpt_of_the_template()
    {
        var template = Path.Combine(SharedData.Repository, "templates", "darkmachines-plugin");
        var sources = Directory.EnumerateFiles(template, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => Read(path))
            .ToArray();
        var blocks = CodeBlock().Matches(Document).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(4, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(sources, source => ("\n" + source).Contains("\n" + block, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_table_of_rules_is_that_of_the_suite()
    {
        Func<object>[] algorithms =
        [
            () => new NearestCentroid(new NearestCentroidOptions()),
            () => new NormalColumns(new SampleOptions()),
            () => new LastColumnDropped(new SampleOptions()),
            () => new MeanValue(new SampleOptions()),
        ];
        var rules = algorithms.SelectMany(algorithm => ConformanceSuite.For(algorithm)).Select(Line).Distinct();
        var recorded = Document[(Document.IndexOf("| --- | --- |\n", StringComparison.Ordinal) + "| --- | --- |\n".Length)..];
        Assert.Equal(string.Join('\n', rules) + "\n", recorded);

        static string Line(ConformanceCase rule) =>
            $"| `{rule.Name[(Options.KebabCase(rule.Kind.ToString()).Length + 1)..]}` | {rule.Reason} |";
    }

    private static string Read(params string[] path) =>
        File.ReadAllText(Path.Combine([SharedData.Repository, .. path])).ReplaceLineEndings("\n");

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
