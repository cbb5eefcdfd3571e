using System.Diagnostics;
using DarkMachines.Data;

namespace DarkMachines.Challenges.Surrogates.Regression;

/// <summary>
/// Fits and predicts, repeat after repeat. Parameters and values are standardised by the points fitted on, values over many
/// decades after taking their logarithm, and predictions turned back; a model fitted elsewhere gets and gives all as it is.
/// </summary>
internal static class ValueRuns
{
    /// <summary>Name of the array of predictions: repeats × test points.</summary>
    public const string Predictions = "predictions";

    /// <summary>Name of the table of points.</summary>
    public const string Parameters = "parameters";

    /// <summary>Name of the table of values.</summary>
    public const string Values = "values";

    public static TrialScores Run(TrialInputs inputs, Entrant entrant, TrialSettings settings, double testShare, bool isLogarithmic)
    {
        var (parameters, values) = (inputs.Tables[Parameters], inputs.Tables[Values]);
        var predictions = new float[settings.Repeats][];
        double fitSeconds = 0, scoreSeconds = 0;
        for (var repeat = 0; repeat < settings.Repeats; repeat++)
        {
            settings.Cancellation.ThrowIfCancellationRequested();
            var (training, test) = ValueSet.Split(parameters.RowCount, testShare, settings.Seed, repeat);
            var (learnt, asked) = (parameters.SelectRows(training), parameters.SelectRows(test));
            ISurrogateModel model;
            var back = (float value) => value;
            if (entrant.Fitted is ISurrogateModel fitted)
            {
                (model, asked) = (fitted, asked.SelectColumns(ModelColumns.Of(inputs.Task, fitted)!));
            }
            else
            {
                var scaler = Standardiser.Fit(learnt);
                (learnt, asked) = (scaler.Apply(learnt), scaler.Apply(asked));
                (var targets, back) = Targets(values.SelectRows(training), isLogarithmic);
                var context = new FitContext(RandomStream.DeriveSeed(settings.Seed, (ulong)repeat), settings.Threads, cancellation: settings.Cancellation);
                var watch = Stopwatch.StartNew();
                model = Surrogate(entrant).Fit(learnt, targets, context);
                fitSeconds += watch.Elapsed.TotalSeconds;
            }

            (predictions[repeat], var seconds) = Predict(model, asked);
            scoreSeconds += seconds;
            if (repeat == 0)
                ThreadSafety.Require(predictions[0], answers => model.Predict(asked.Values, answers, new float[answers.Length]));
            predictions[repeat] = Array.ConvertAll(predictions[repeat], value => back(value));
            settings.Progress?.Report(new FitProgress((repeat + 1.0) / settings.Repeats, "repeats"));
        }

        var array = new NpyArray<float>([settings.Repeats, predictions[0].Length], [.. predictions.SelectMany(p => p)]);
        return new TrialScores(settings.Seed, new Dictionary<string, NpyArray<float>> { [Predictions] = array }, entrant.Fitted is null ? fitSeconds : null, scoreSeconds);
    }

    /// <summary>Refuses arrays that are not what the protocol asks for: they come from a process that others' code ran in.</summary>
    public static NpyArray<float> RequireComplete(TrialScores scores, int repeats, int testPoints)
    {
        if (!scores.Arrays.TryGetValue(Predictions, out var array) || !array.Shape.SequenceEqual([repeats, testPoints]))
        {
            throw new PluginException(
                "wrong-number-of-scores", $"The array '{Predictions}' must have the shape ({repeats}, {testPoints}).", "Run the trial again; if that does not help, mend the algorithm.");
        }

        var place = Array.FindIndex(array.Values, value => !float.IsFinite(value));
        return place < 0 ? array : throw new PluginException("invalid-prediction", $"Prediction number {place} is not finite.", "Mend the algorithm's Predict.");
    }

    private static (FeatureTable Targets, Func<float, float> Back) Targets(FeatureTable values, bool isLogarithmic)
    {
        var logarithms = isLogarithmic ? new FeatureTable(values.Features, values.Values.ToArray().Select(value => (float)Math.Log(value)).ToArray()) : values;
        var scaler = Standardiser.Fit(logarithms);
        double mean = scaler.Means[0], deviation = scaler.Deviations[0];
        return (scaler.Apply(logarithms), isLogarithmic
            ? value => (float)Math.Exp(value * deviation + mean)
            : value => (float)(value * deviation + mean));
    }

    private static (float[] Predictions, double Seconds) Predict(ISurrogateModel model, FeatureTable asked)
    {
        var predictions = new float[asked.RowCount];
        var uncertainties = new float[asked.RowCount];
        var watch = Stopwatch.StartNew();
        model.Predict(asked.Values, predictions, uncertainties);
        return (predictions, watch.Elapsed.TotalSeconds);
    }

    private static ISurrogate Surrogate(Entrant entrant) => entrant.Create() as ISurrogate ?? throw new UserInputException(
        "wrong-kind", $"'{entrant.Name}' is no surrogate; this challenge asks for values.", "Choose a surrogate: darkmachines algorithms list.");
}
