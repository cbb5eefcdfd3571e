using System.CommandLine;
using DarkMachines.Challenges;
using DarkMachines.Cli.Output;
using DarkMachines.Hosting;
using DarkMachines.Hosting.Plugins;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Tables;

/// <summary>The argument and options that <c>fit</c> and <c>evaluate</c> share.</summary>
internal sealed class FitOptions
{
    // Seeds are written as JSON numbers, which programs read as float64.
    private const ulong LargestSeed = 1UL << 53;

    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of the fit", HelpName = "S", DefaultValueFactory = _ => 1 };

    private readonly ThreadsOption _threads = new();

    private readonly Option<string?> _as = new("--as") { Description = "What to fit an algorithm of several kinds as", HelpName = "classifier|anomaly|surrogate" };

    private readonly Option<string?> _positive = new("--positive") { Description = "The label that counts as positive; without it the last in order", HelpName = "LABEL" };

    public FitOptions() => _as.AcceptOnlyFromAmong("classifier", "anomaly", "surrogate");

    public Argument<string> Algorithm { get; } = new("algorithm") { Description = "An algorithm, with its options", HelpName = "ALGO[:option=value,...]" };

    public IEnumerable<Option> All => [_as, _positive, _seed, _threads];

    public string? Positive(ParseResult parsed) => parsed.GetValue(_positive);

    public ModelKind? Kind(ParseResult parsed) => parsed.GetValue(_as) is { } word ? ModelKinds.Parse(word) : null;

    /// <summary>What a fit is given beside its data.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="session">Progress and the request to stop.</param>
    /// <param name="progress">Who is told of the fit's progress; null for lines on standard error.</param>
    /// <param name="checkpoint">A file to go on from; null for none.</param>
    /// <param name="checkpointSeconds">Least seconds between two writings of it.</param>
    /// <param name="keepsBest">True if a request to stop may be answered with the best model so far.</param>
    public FitContext Context(
        ParseResult parsed, OpenSession session, IProgress<FitProgress>? progress = null, string? checkpoint = null, double checkpointSeconds = 0, bool keepsBest = false)
    {
        var seed = parsed.GetValue(_seed);
        if (seed > LargestSeed)
            throw new UsageException("invalid-option", $"--seed is {seed}, outside 0 to {LargestSeed}.", "Choose a smaller seed.");
        return new FitContext(seed, _threads.Of(parsed), progress ?? new ProgressLines(session), session.Cancellation)
        {
            Checkpoint = checkpoint,
            CheckpointSeconds = checkpointSeconds,
            KeepsBestWhenStopped = keepsBest,
        };
    }

    /// <summary>The algorithm or model that the user named.</summary>
    public static Entrant Resolve(OpenSession session, string specification)
    {
        var models = ModelFiles.Find([Path.Combine(AppContext.BaseDirectory, "onnx-models"), session.Workspace.ModelsDirectory]);
        var resolver = new EntrantResolver(
            session.Plugins(), new AlgorithmFactory(), models, new MalfunctionRecord(session.Workspace.MalfunctionsPath));
        return resolver.Resolve([specification])[0];
    }
}
