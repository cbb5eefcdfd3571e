using DarkMachines.Onnx.Format;
using DataType = DarkMachines.Onnx.Format.TensorProto.Types.DataType;

namespace DarkMachines.Onnx;

/// <summary>Recognises what an output is by the operators that make it, in the way known exporters write them.</summary>
internal sealed class OutputRecognition
{
    private const string ScikitLearn = "skl2onnx";

    private static readonly string[] ErrorNames = ["anomaly", "outlier", "reconstruction_error", "novelty"];
    private static readonly string[] ReconstructionNames = ["recon", "decod", "restor"];

    private readonly OnnxFile _file;
    private readonly OnnxGraph _graph;
    private readonly ClassifierRecognition _classifiers;
    private readonly int _columns;

    /// <param name="file">The file.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="columns">Columns of its input.</param>
    public OutputRecognition(OnnxFile file, OnnxGraph graph, int columns)
    {
        _file = file;
        _graph = graph;
        _columns = columns;
        _classifiers = new ClassifierRecognition(graph);
    }

    /// <summary>What an output is; null if nothing tells.</summary>
    public OutputReading? Read(ValueInfoProto output) =>
        Detector(output) ?? Density(output) ?? ErrorHead(output) ?? Reconstruction(output) ?? _classifiers.Read(output) ?? Regression(output);

    /// <summary>An output as what it is declared to be.</summary>
    public OutputReading ReadAs(ModelKind kind, ValueInfoProto output)
    {
        var recognised = kind switch
        {
            ModelKind.Classifier => _classifiers.Read(output),
            ModelKind.AnomalyDetector => Detector(output) ?? AsScore(Density(output)) ?? ErrorHead(output) ?? Reconstruction(output),
            ModelKind.DensityEstimator => Density(output),
            ModelKind.Autoencoder => Reconstruction(output),
            _ => Regression(output),
        };
        var tensor = _classifiers.BehindZipMap(output).Tensor;
        return recognised ?? new OutputReading(kind, FormOf(kind), output.Name, tensor, "it is declared so")
        {
            Anomalous = kind == ModelKind.DensityEstimator ? AnomalousSide.Low : null,
            Doubt = "Nothing in the graph tells.",
        };
    }

    private static OutputForm FormOf(ModelKind kind) => kind switch
    {
        ModelKind.Classifier => OutputForm.Probabilities,
        ModelKind.AnomalyDetector => OutputForm.Score,
        ModelKind.DensityEstimator => OutputForm.LogDensity,
        ModelKind.Autoencoder => OutputForm.Reconstruction,
        _ => OutputForm.Values,
    };

    private static OutputReading? AsScore(OutputReading? density) =>
        density is null ? null : density with { Kind = ModelKind.AnomalyDetector, Form = OutputForm.Score };

    // IsolationForest, OneClassSVM and LocalOutlierFactor: a label of 1 or -1, and scores that are low for outliers.
    private OutputReading? Detector(ValueInfoProto output)
    {
        if (!IsFromScikitLearn || output.Name is not ("scores" or "score_samples" or "decision_function") || !IsFloat(output))
            return null;
        var isLabelled = _file.Model.Graph.Output.Any(other => OnnxTypes.ElementType(other) == DataType.Int64);
        if (!isLabelled || _graph.ProducerOf(output.Name) is not { } node || node.OpType == "ReduceLogSumExp")
            return null;
        return new OutputReading(ModelKind.AnomalyDetector, OutputForm.Score, output.Name, output.Name, "it is a detector of scikit-learn, whose scores are low for outliers")
        {
            Anomalous = AnomalousSide.Low,
            // An IsolationForest may be exported with both, which differ by an offset.
            Doubt = output.Name == "score_samples" ? "The scores would serve as well." : null,
        };
    }

    // GaussianMixture: the log density is a ReduceLogSumExp over components; responsibilities are made from it.
    private OutputReading? Density(ValueInfoProto output)
    {
        if (!IsFloat(output))
            return null;
        var tensor = output.Name;
        var reason = "it is made by the operator ReduceLogSumExp";
        if (_graph.ProducerOf(tensor) is { OpType: "Exp", Input: [var exponent] } && _graph.ProducerOf(exponent) is { OpType: "Sub", Input: [_, var subtrahend] })
        {
            tensor = subtrahend;
            reason = "it holds the responsibilities of a mixture's components, and the log density they are made from is read in their place";
        }

        var end = tensor;
        return _graph.ProducerOf(ref end) is { OpType: "ReduceLogSumExp" } node && OnnxGraph.IsStandard(node)
            ? new OutputReading(ModelKind.DensityEstimator, OutputForm.LogDensity, output.Name, tensor, reason) { Anomalous = AnomalousSide.Low }
            : null;
    }

    // A score computed in the graph: a sum or mean of squared differences, or an output whose name says so.
    private OutputReading? ErrorHead(ValueInfoProto output)
    {
        if (!IsFloat(output) || _graph.ProducerOf(output.Name) is not { } node || Width(output) is > 1)
            return null;
        var isNamed = ErrorNames.Any(name => output.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
        if (!isNamed && !IsSumOfSquaredDifferences(node))
            return null;
        var reason = isNamed ? "its name says so" : "it sums squared differences";
        return new OutputReading(ModelKind.AnomalyDetector, OutputForm.Score, output.Name, output.Name, reason) { Anomalous = AnomalousSide.High };
    }

    private bool IsSumOfSquaredDifferences(NodeProto node) =>
        node is { OpType: "ReduceMean" or "ReduceSum" or "ReduceSumSquare", Input: [var summed, ..] }
        && _graph.ProducerOf(summed) is { } square
        && (square.OpType == "Sub" || (square is { OpType: "Pow" or "Mul" or "Abs", Input: [var difference, ..] } && _graph.ProducerOf(difference) is { OpType: "Sub" }));

    private OutputReading? Reconstruction(ValueInfoProto output)
    {
        var tensor = output.Name;
        if (!IsFloat(output) || _columns < 2 || _graph.ProducerOf(ref tensor) is not { } node || OnnxGraph.LabelsOf(node) is not null)
            return null;
        var isLinear = _graph.IsLinear(node);
        if (isLinear && tensor != output.Name && Width(output) is null or 1 && _graph.LinearWidth(node) == _columns)
        {
            return new OutputReading(
                ModelKind.Autoencoder, OutputForm.Reconstruction, output.Name, tensor,
                $"scikit-learn's network has {_columns} answers a row, as many as columns, and the Reshape that strings them into one column is taken out");
        }

        if (Width(output) != _columns || node.OpType is "Softmax" or "LogSoftmax" || !OnnxGraph.IsStandard(node))
            return null;
        var isNamed = ReconstructionNames.Any(name => output.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
        return new OutputReading(ModelKind.Autoencoder, OutputForm.Reconstruction, output.Name, output.Name, $"it is as wide as the input, {_columns} columns" + (isNamed ? ", and its name says so" : ""))
        {
            Doubt = isNamed || !(isLinear || node.OpType == "Sigmoid") ? null : $"An output of {_columns} classes would look the same.",
        };
    }

    private OutputReading? Regression(ValueInfoProto output)
    {
        if (!IsFloat(output) || _graph.ProducerOf(output.Name) is not { } node)
            return null;
        var reason = OnnxGraph.IsMachineLearning(node, "TreeEnsemble", "TreeEnsembleRegressor", "LinearRegressor", "SVMRegressor") ? $"it is made by the operator {node.OpType}"
            : _graph.IsRescaledLinear(node) ? "it is a linear layer whose answer is scaled by constants"
            : null;
        return reason is null ? null : new OutputReading(ModelKind.Surrogate, OutputForm.Values, output.Name, output.Name, reason);
    }

    private bool IsFromScikitLearn => _file.Producer.StartsWith(ScikitLearn, StringComparison.Ordinal);

    private static bool IsFloat(ValueInfoProto output) => OnnxTypes.ElementType(output) is DataType.Float or DataType.Double;

    private long? Width(ValueInfoProto output) => OnnxTypes.Describe(output).Shape switch
    {
        [_, var columns] => columns,
        [_] => 1,
        _ => _graph.ProducerOf(output.Name) is { } node && _graph.IsLinear(node) ? _graph.LinearWidth(node) : null,
    };
}
