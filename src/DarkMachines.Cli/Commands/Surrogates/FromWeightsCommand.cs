using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using DarkMachines.Challenges.Surrogates.Networks;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary><c>darkmachines onnx from-weights WEIGHTS -o MODEL.onnx</c>.</summary>
internal static class FromWeightsCommand
{
    public static Command Create(Session session)
    {
        var weights = new Argument<string>("weights") { Description = "Weights of a dense network in text", HelpName = "WEIGHTS" };
        var process = new Option<string?>("--deepxs") { Description = $"They are DeepXS's for leading order, of this process: {string.Join(" or ", PublishedNetwork.Processes)}", HelpName = "PROCESS" };
        var factor = new Option<string?>("--factor") { Description = "DeepXS's weights for the K factor: the model is the product", HelpName = "WEIGHTS" };
        var scaling = new Option<string?>("--scaling") { Description = "How inputs are standardised: a CSV of parameter,mean,stdev,min,max or of parameter,min,max", HelpName = "FILE" };
        var value = new Option<string>("--value") { Description = "What the network's one value is called", HelpName = "NAME", DefaultValueFactory = _ => "value" };
        var classes = new Option<string?>("--classes") { Description = "What its classes are called, in order; without it they are numbered", HelpName = "A,B,..." };
        var test = new Option<string?>("--test") { Description = "A table to measure accuracy, intervals or confidence levels of the card on", HelpName = "TABLE" };
        var labels = new Option<string?>("--labels") { Description = "The truth in that table: a column, or a file", HelpName = "COLUMN|FILE" };
        var positive = new Option<string?>("--positive") { Description = "The class that counts as positive; without it the last", HelpName = "LABEL" };
        var output = new Option<string>("--output", "-o") { Description = "The model to write", HelpName = "MODEL.onnx", Required = true };
        var command = new Command(
            "from-weights",
            """
            Write published text weights as an ONNX file with a card of names, units and ranges, as far as they are known.

            The text has for each layer a line 'layer INPUTS OUTPUTS selu|linear|softmax', a line of weights an input, and a
            line of biases. Raw parameters go in: what standardises them, and turns the answer back, is part of the graph. Of
            DeepXS, leading order times K is one file.

            Examples:
              darkmachines onnx from-weights c1c1_LO_weights.txt --deepxs c1c1 --factor c1c1_K_weights.txt -o c1c1.onnx
              darkmachines onnx from-weights c1c1_LO_weights.txt --deepxs c1c1 --factor c1c1_K_weights.txt \
                --test c1c1_test.csv --labels NLO_true_pb -o c1c1.onnx
              darkmachines onnx from-weights mssm7_weights.txt --scaling mssm7_scaling.csv --value logL -o mssm7.onnx
              darkmachines onnx from-weights susyai_weights.txt --scaling susyai_ranges.csv --classes excluded,allowed -o susy-ai.onnx
            """)
        {
            weights, process, factor, scaling, value, classes, test, labels, positive, output,
        };
        command.SetAction(parsed =>
        {
            var open = session.Open(parsed);
            var network = Read(
                parsed.GetRequiredValue(weights), parsed.GetValue(process), parsed.GetValue(factor), parsed.GetValue(scaling), parsed.GetRequiredValue(value),
                parsed.GetValue(classes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            var path = parsed.GetRequiredValue(output);
            ModelOutput.Save(open, network.Model, path, Measured(network, parsed.GetValue(test), parsed.GetValue(labels), parsed.GetValue(positive)));
            return Print(open, path);
        });
        return command;
    }

    private static PublishedNetwork Read(string weights, string? process, string? factor, string? scaling, string value, string[]? classes) => (process, scaling) switch
    {
        (not null, null) => PublishedNetwork.DeepXs(process, weights, factor),
        (null, not null) when factor is null => PublishedNetwork.Scaled(weights, scaling, value, classes),
        (null, not null) => throw new UsageException("wrong-usage", "--factor goes with --deepxs.", "Leave out --factor, or name the process with --deepxs."),
        (not null, not null) => throw new UsageException("wrong-usage", "--deepxs and --scaling go not together.", "DeepXS's own scaling is known: leave out --scaling."),
        _ => throw new UsageException("wrong-usage", "Nothing tells how the network's inputs are standardised.", "Name a table with --scaling, or the process of DeepXS with --deepxs."),
    };

    private static ModelCard Measured(PublishedNetwork network, string? test, string? labels, string? positive)
    {
        if (positive is not null && (network.Model as IClassifierModel)?.Classes.Contains(positive) != true)
            throw new UsageException("unknown-label", $"'{positive}' is none of the network's classes.", "Name one of them.");
        var card = positive is null ? network.Card : network.Card with { PositiveLabel = positive };
        if (test is null != labels is null)
            throw new UsageException("wrong-usage", "--test and --labels go together.", "Name the table and the column with the truth.");
        if (test is null)
            return card;
        var table = LabelledTable.Read(test, labels);
        return card.Measured(network.Model, table, table, positive);
    }

    private static int Print(OpenSession session, string path)
    {
        using var model = OnnxImport.Load(path);
        var bytes = new FileInfo(path).Length;
        if (session.IsJson)
        {
            session.Write(new JsonObject
            {
                ["model"] = path,
                ["kind"] = model.Kind.Word(),
                ["columns"] = new JsonArray([.. model.Features.Select(feature => JsonValue.Create(feature.Name))]),
                ["accuracy"] = new JsonObject(model.Card!.Accuracy.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value))),
                ["bytes"] = bytes,
            });
        }
        else
        {
            session.Terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A {model.Kind.Word()} of {model.Features.Count} parameters, written to {path} ({bytes} bytes)."));
        }

        return 0;
    }
}
