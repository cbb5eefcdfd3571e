using System.CommandLine;
using DarkMachines.Challenges.Surrogates.ActiveLearning;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Data.Slha;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>The options that name an oracle, and where points come from.</summary>
internal sealed class OracleOptions
{
    private readonly Option<string?> _model = new("--oracle") { Description = "A classifier as the oracle", HelpName = "MODEL" };
    private readonly Option<string?> _pool = new("--pool") { Description = "A table that points are chosen from; without another oracle its labels answer", HelpName = "TABLE" };
    private readonly Option<string?> _labels = new("--labels") { Description = "The labels of the pool, and of a table to test on", HelpName = "COLUMN|FILE" };
    private readonly Option<string?> _program = new("--program") { Description = "A program as the oracle: its name and arguments, {input} for the input file", HelpName = "COMMAND" };
    private readonly Option<string?> _template = new("--template") { Description = "The program's input file, with {NAME} for each parameter", HelpName = "FILE" };
    private readonly Option<string?> _classes = new("--classes") { Description = "The classes that the program names", HelpName = "A,B", DefaultValueFactory = _ => "0,1" };
    private readonly Option<double> _time = new("--time") { Description = "Longest time that the program may take for a point", HelpName = "SECONDS", DefaultValueFactory = _ => 3600 };

    private readonly Option<string> _parameters = new("--parameters")
    {
        Description = "Names and ranges of the parameters: a set that ships, or a file",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => SlhaParameters.DefaultName,
    };

    public IEnumerable<Option> All => [_model, _pool, _labels, _program, _template, _classes, _time, _parameters];

    /// <summary>The oracle and the candidates.</summary>
    /// <exception cref="UserInputException">None is named, several are, or one is wrong.</exception>
    public (IOracle Oracle, ICandidates Candidates) Make(OpenSession session, ParseResult parsed)
    {
        var (model, pool, program) = (parsed.GetValue(_model), parsed.GetValue(_pool), parsed.GetValue(_program));
        if (new[] { model, program, model is null && program is null ? pool : null }.Count(named => named is not null) != 1)
            throw new UsageException("wrong-usage", "One oracle is needed: --oracle, --program, or --pool with --labels.", "See 'darkmachines active --help'.");
        if (model is null && program is null)
        {
            var table = LabelledTable.Read(pool!, Labels(parsed));
            var labels = table.Labels();
            var names = LabelNames.Of(labels, table.Name, null);
            var source = new LabelledPool(table.Rows, new ClassLabels(names, LabelNames.Indices(labels, names, table.Name)));
            return (source, source);
        }

        var set = SlhaParameters.Load(parsed.GetRequiredValue(_parameters));
        var (oracle, ranges) = model is not null ? Model(session, model, set) : Program(program!, set, parsed);
        return pool is null
            ? (oracle, Box(ranges, model ?? set.Name))
            : (oracle, new PoolCandidates(LabelledTable.Read(pool, Labels(parsed), isOptional: true).Table.ColumnsOf(oracle.Parameters, pool)));
    }

    /// <summary>The labels, as the user named them.</summary>
    public string? Labels(ParseResult parsed) => parsed.GetValue(_labels);

    private static (IOracle Oracle, IReadOnlyList<ValidRange?> Ranges) Model(OpenSession session, string model, SlhaParameters set)
    {
        var classifier = FitOptions.Resolve(session, model).Fitted as IClassifierModel
            ?? throw new UsageException("wrong-kind", $"'{model}' is no fitted classifier.", "Name an ONNX file of one.");
        var columns = ModelParameters.Of(classifier, set);
        return (new ModelOracle(classifier, [.. (columns.Names ?? [.. classifier.Features.Select(f => f.Name)]).Select(name => new Feature(name))]), columns.Ranges);
    }

    private (IOracle Oracle, IReadOnlyList<ValidRange?> Ranges) Program(string program, SlhaParameters set, ParseResult parsed)
    {
        var template = parsed.GetValue(_template) ?? throw new UsageException("wrong-usage", "A program needs --template.", "Name its input file, with {NAME} for each parameter.");
        var seconds = parsed.GetValue(_time);
        if (seconds is not (> 0 and <= 1e6))
            throw new UsageException("invalid-option", FormattableString.Invariant($"--time is {seconds}, outside 0 to 1000000 s."), "Choose a value within the range.");
        Feature[] parameters = [.. set.Parameters.Select(parameter => new Feature(parameter.Name, parameter.Unit))];
        var oracle = new ProgramOracle(
            parameters, parsed.GetValue(_classes)!.Split(','), template, program.Split(' ', StringSplitOptions.RemoveEmptyEntries), TimeSpan.FromSeconds(seconds));
        return (oracle, [.. set.Parameters.Select(parameter => parameter.Range)]);
    }

    private static BoxCandidates Box(IReadOnlyList<ValidRange?> ranges, string source) => new([.. ranges.Select((range, i) => range ?? throw new UserInputException(
        "range-missing", $"Nothing tells the range of parameter {i} (counted from 0) of '{source}'; points are drawn within it.", "Give min and max in a parameters file or model card."))]);
}
