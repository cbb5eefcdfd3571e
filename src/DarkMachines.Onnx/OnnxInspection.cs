using DarkMachines.Onnx.Trees;
using Microsoft.ML.OnnxRuntime;

namespace DarkMachines.Onnx;

/// <summary>
/// A file explained before it runs: what it is, how rows go in, which output is read as what, and every trap found with
/// what is done about it. ONNX Runtime is asked to prepare the graph, but is given no data.
/// </summary>
public sealed class OnnxInspection
{
    private readonly List<OnnxFinding> _findings = [];
    private readonly string? _refusal;

    private OnnxInspection(OnnxFile file, OnnxImportSettings settings)
    {
        File = file;
        if (Try(() => Declarations.Of(file, settings)) is not { } declarations)
            return;
        Card = declarations.Card;
        if (Try(() => ImportPlan.Of(file, declarations)) is { } plan)
        {
            Plan = plan;
            Input = plan.Input;
            _findings.AddRange(plan.Findings);
            _refusal = Prepare(plan);
        }
        else
        {
            // What can be told without knowing the output is told all the same.
            Input = Tell(() => TableInputReader.Read(file, declarations));
            _findings.AddRange(Input?.Findings() ?? []);
        }
    }

    /// <summary>The file.</summary>
    public OnnxFile File { get; }

    /// <summary>The model card beside the file, or else within it; null if there is none.</summary>
    public ModelCard? Card { get; }

    /// <summary>What the model does; null if nothing tells.</summary>
    public ModelKind? Kind => Plan?.Output.Kind;

    /// <summary>Where the kind was learnt; null if it was not.</summary>
    public string? KindFrom => Plan is null ? null : Plan.Declarations.Kind?.From ?? "recognition";

    /// <summary>Name of the output that is read; null if nothing tells.</summary>
    public string? ScoreOutput => Plan?.Output.Name;

    /// <summary>
    /// Which values of the output are anomalous, or, for a classifier, speak for the positive class; null where the
    /// output is no score.
    /// </summary>
    public AnomalousSide? ScoreDirection => Plan?.Output.Form switch
    {
        OutputForm.Score or OutputForm.LogDensity => Plan.Anomalous!.Value,
        OutputForm.Probabilities or OutputForm.Logits or OutputForm.Reconstruction => AnomalousSide.High,
        _ => null,
    };

    /// <summary>Where the direction was learnt; null where there is none.</summary>
    public string? ScoreDirectionFrom => ScoreDirection is null ? null : Plan!.Anomalous?.From ?? KindFrom;

    /// <summary>The columns of a row, in order; empty if they are not known.</summary>
    public IReadOnlyList<ModelInput> Columns => Input?.Columns ?? [];

    /// <summary>How columns of a table are found: <c>name</c> or <c>position</c>; null if the columns are not known.</summary>
    public string? ColumnsBy => Input is null ? null : Input.HasFeatureNames ? "name" : "position";

    /// <summary>Rows that each run takes; null for any number.</summary>
    public int? Batch => Input?.FixedBatch;

    /// <summary>The graph's operators and whether this runtime has them.</summary>
    public IReadOnlyList<(OnnxOperator Operator, OperatorStatus Status)> Operators =>
        [.. File.Operators.Select(o => (o, StatusOf(o)))];

    /// <summary>What was decided and where it was learnt, the traps found and what is done about each, what stands in the way.</summary>
    public IReadOnlyList<OnnxFinding> Findings => _findings;

    /// <summary>True if the file can be loaded with these settings, as far as can be told without running it.</summary>
    public bool IsUsable => _findings.All(finding => finding.Severity != FindingSeverity.Error);

    private ImportPlan? Plan { get; }

    private TableInput? Input { get; }

    /// <summary>Inspects a file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="settings">What the file does not tell; null for the defaults.</param>
    /// <exception cref="UserInputException">It is no readable ONNX file, or claims what it does not hold; the message says why.</exception>
    public static OnnxInspection Of(string path, OnnxImportSettings? settings = null) =>
        new(OnnxFile.Read(path), Options.Validate(settings ?? new OnnxImportSettings()));

    // Returns ONNX Runtime's reason if it refuses the graph, which it is not asked about if it would not run it.
    private string? Prepare(ImportPlan plan)
    {
        if (TreeFunction.Of(plan.File, plan.Input, plan.Output.Tensor) is { } trees)
        {
            TellClasses(plan, trees.OutputColumns);
            return null;
        }

        using var session = Try(() =>
        {
            var model = GraphCut.Keep(plan.File.Model, plan.Output.Tensor);
            MemoryNeed.OfRuntime(plan.File.Path, model);
            NoiseInput.Replace(plan.File.Path, model);
            return GraphSession.Prepare(plan.File.Path, model, isOptimised: false, threads: 1);
        });
        if (session is null)
            return _findings[^1].Message;
        TellClasses(plan, ColumnsOf(plan, session));
        return null;
    }

    private void TellClasses(ImportPlan plan, int? columns)
    {
        if (plan.Output.Kind == ModelKind.Classifier && columns is { } known && Try(() => ClassNames.Of(plan.File, plan.Output, known, plan.Declarations)) is { } classes)
            _findings.Add(classes.Finding(plan.Output));
    }

    // ONNX Runtime infers shapes when it prepares a graph, also where the file leaves them open.
    private static int? ColumnsOf(ImportPlan plan, InferenceSession session) => session.OutputMetadata[plan.Output.Tensor].Dimensions switch
    {
        [_, .., var last and > 0] => last,
        [var length and > 0] when !plan.Input.HasRowAxis => length,
        [_] => 1,
        _ => plan.Output.Labels?.Count,
    };

    private OperatorStatus StatusOf(OnnxOperator o)
    {
        if (!CustomOperators.IsBuiltIn(File, o.Domain, o.Name))
            return OperatorStatus.Missing;
        if (Plan is null)
            return OperatorStatus.Unknown;
        var needed = new OnnxGraph(File.Model.Graph).NodesBehind(Plan.Output.Tensor);
        if (!needed.Any(node => node.OpType == o.Name && OnnxFile.Domain(node.Domain) == o.Domain))
            return OperatorStatus.NotNeeded;
        if (_refusal is null)
            return OperatorStatus.Available;
        return _refusal.Contains(o.Name, StringComparison.Ordinal) ? OperatorStatus.Missing : OperatorStatus.Unknown;
    }

    private T? Try<T>(Func<T> step) where T : class
    {
        try
        {
            return step();
        }
        catch (UserInputException e)
        {
            _findings.Add(new OnnxFinding(e.Code, FindingSeverity.Error, e.Message, e.Remedy));
            return null;
        }
    }

    // The failure of a step that was already reported as part of a greater one.
    private static T? Tell<T>(Func<T> step) where T : class
    {
        try
        {
            return step();
        }
        catch (UserInputException)
        {
            return null;
        }
    }
}
