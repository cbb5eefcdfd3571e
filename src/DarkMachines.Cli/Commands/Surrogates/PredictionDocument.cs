using System.Text.Json.Nodes;
using DarkMachines.Challenges.Surrogates;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>Predictions as one JSON document.</summary>
internal sealed class PredictionDocument(OpenSession session, string model, PredictionCells cells) : IPredictionWriter
{
    private readonly JsonArray _points = [];

    public void Write(PredictedPoints points)
    {
        for (var i = 0; i < points.Count; i++)
            _points.Add((JsonNode)Point(points, i));
    }

    public void Complete(PredictionSummary summary) => session.Write(new JsonObject { ["model"] = model, ["points"] = _points });

    public void Dispose()
    {
    }

    private JsonObject Point(PredictedPoints points, int i)
    {
        var point = new JsonObject { ["source"] = cells.SourceOf(i) };
        if (cells.Failure(points, i) is { } failure)
            point["error"] = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Message, ["remedy"] = failure.Remedy };
        else if (cells.Predictor.IsClassifier)
            AddClass(point, cells.Values(points, i));
        else
            AddValues(point, points, i);
        point["outside"] = new JsonArray([.. cells.Outside(points, i).Select(name => JsonValue.Create(name))]);
        return point;
    }

    private void AddClass(JsonObject point, ReadOnlySpan<float> probabilities)
    {
        var (decided, confidence) = cells.Predictor.Decide(probabilities);
        point["prediction"] = cells.Predictor.Outputs[decided].Name;
        point["confidence"] = confidence;
        var all = new JsonObject();
        for (var c = 0; c < probabilities.Length; c++)
            all[cells.Predictor.Outputs[c].Name] = probabilities[c];
        point["probabilities"] = all;
    }

    private void AddValues(JsonObject point, PredictedPoints points, int i)
    {
        var values = cells.Values(points, i);
        JsonObject prediction = [], intervals = [], uncertainties = [];
        for (var k = 0; k < values.Length; k++)
        {
            var name = cells.Predictor.Outputs[k].Name;
            // What is not finite has no place in JSON.
            prediction[name] = float.IsFinite(values[k]) ? values[k] : null;
            if (cells.Uncertainty(points, i, k) is var deviation && float.IsFinite(deviation))
                uncertainties[name] = deviation;
            if (cells.Coverage >= 0 && float.IsFinite(values[k]))
            {
                var (low, high) = cells.Interval(k, values[k]);
                intervals[name] = new JsonObject { ["low"] = low, ["high"] = high };
            }
        }

        point["prediction"] = prediction;
        if (uncertainties.Count > 0)
            point["uncertainty"] = uncertainties;
        if (cells.Coverage < 0)
            return;
        point["confidence"] = cells.Predictor.Errors!.Coverages[cells.Coverage];
        point["intervals"] = intervals;
    }
}
