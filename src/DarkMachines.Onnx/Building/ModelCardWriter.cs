using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DarkMachines.Onnx;

/// <summary>Writes a model card as its document: keys in a fixed order, none for what is not known.</summary>
internal static class ModelCardWriter
{
    // What is written within a file is no part of a web page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="card">The card.</param>
    public static string Write(ModelCard card)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            json.WriteString("schema", ModelCard.Schema);
            Text(json, "name", card.Name);
            Text(json, "description", card.Description);
            Text(json, "kind", card.Kind?.Word() ?? "");
            List(json, "inputs", card.Inputs, Input);
            Text(json, "output", card.Output);
            List(json, "outputs", card.Outputs, (writer, output) =>
            {
                writer.WriteStartObject();
                Feature(writer, output);
                writer.WriteEndObject();
            });
            List(json, "classes", card.Classes, (writer, name) => writer.WriteStringValue(name));
            Text(json, "positiveLabel", card.PositiveLabel);
            Text(json, "anomalous", card.Anomalous switch { AnomalousSide.High => "high", AnomalousSide.Low => "low", _ => "" });
            if (card.Passes is { } passes)
                json.WriteNumber("passes", passes);
            Text(json, "trainedOn", card.TrainedOn);
            if (card.TrainingRows is { } rows)
                json.WriteNumber("trainingRows", rows);
            Text(json, "dataHash", card.DataHash);
            if (card.Calibration is { } calibration)
                Calibration(json, calibration);
            if (card.Errors is { } errors)
                Errors(json, errors);
            if (card.Accuracy.Count > 0)
                Accuracy(json, card.Accuracy);
            Text(json, "licence", card.Licence);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Input(Utf8JsonWriter json, ModelInput input)
    {
        json.WriteStartObject();
        Feature(json, input.Feature);
        if (input.Range is { } range)
        {
            json.WriteNumber("min", range.Low);
            json.WriteNumber("max", range.High);
        }

        if (input.Spread is { } spread)
            json.WriteNumber("spread", spread);
        json.WriteEndObject();
    }

    private static void Calibration(Utf8JsonWriter json, ConfidenceCurve curve)
    {
        json.WriteStartObject("calibration");
        json.WriteNumber("low", curve.Low);
        json.WriteNumber("high", curve.High);
        json.WriteNumber("boundary", curve.Boundary);
        List(json, "levels", curve.Levels, (writer, level) => writer.WriteNumberValue(level));
        json.WriteEndObject();
    }

    private static void Errors(Utf8JsonWriter json, ErrorQuantiles errors)
    {
        json.WriteStartObject("errors");
        json.WriteBoolean("relative", errors.AreRelative);
        List(json, "coverages", errors.Coverages, (writer, coverage) => writer.WriteNumberValue(coverage));
        List(json, "quantiles", errors.Quantiles, (writer, quantile) => writer.WriteNumberValue(quantile));
        json.WriteEndObject();
    }

    private static void Accuracy(Utf8JsonWriter json, IReadOnlyDictionary<string, double> metrics)
    {
        json.WriteStartObject("accuracy");
        foreach (var (name, value) in metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal))
            json.WriteNumber(name, value);
        json.WriteEndObject();
    }

    private static void Feature(Utf8JsonWriter json, Feature feature)
    {
        json.WriteString("name", feature.Name);
        Text(json, "unit", feature.Unit);
        Text(json, "description", feature.Description);
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value is not "")
            json.WriteString(name, value);
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }
}
