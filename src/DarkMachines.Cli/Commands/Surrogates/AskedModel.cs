using DarkMachines.Challenges.Surrogates.Ainalysis;
using DarkMachines.Cli.Commands.Tables;
using DarkMachines.Data.Slha;
using DarkMachines.Onnx;

namespace DarkMachines.Cli.Commands.Surrogates;

/// <summary>A model that points are asked of, with all that is known of it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Model">The model.</param>
/// <param name="Card">What is known of it; null for nothing.</param>
/// <param name="Set">Where its parameters stand in a spectrum.</param>
/// <param name="Columns">Names and ranges of its parameters.</param>
/// <param name="Mapping">The share of the range by which it wants parameters outside moved in; null if it wants none.</param>
internal sealed record AskedModel(string Name, IModel Model, ModelCard? Card, SlhaParameters Set, ModelParameters Columns, double? Mapping)
{
    /// <summary>The folder of an AInalysis, an ONNX file, or a model that was dropped in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="named">What the user named.</param>
    /// <param name="parameters">The set of parameters that the user named; null for none.</param>
    /// <exception cref="UserInputException">The model or the set is wrong.</exception>
    public static AskedModel Of(OpenSession session, string named, string? parameters)
    {
        var set = SlhaParameters.Load(parameters ?? SlhaParameters.DefaultName);
        if (AinalysisFolder.IsAt(named))
            return Of(AinalysisFolder.Load(named), set, isSetNamed: parameters is not null, session);
        var entrant = FitOptions.Resolve(session, named);
        var fitted = entrant.Fitted ?? throw new UsageException(
            "not-fitted", $"'{entrant.Name}' is an algorithm, not a model.", "Fit it first with 'darkmachines fit', and predict with the file.");
        return new AskedModel(entrant.Name, fitted, (fitted as OnnxModel)?.Card, set, ModelParameters.Of(fitted, set), Mapping: null);
    }

    // The folder lives as long as the command.
    private static AskedModel Of(AinalysisFolder folder, SlhaParameters set, bool isSetNamed, OpenSession session)
    {
        foreach (var note in folder.Notes)
            session.Tell(note);
        var parameters = folder.Configuration.Parameters;
        return new AskedModel(
            folder.Name, folder.Model, folder.Card,
            isSetNamed ? set : folder.Parameters ?? set,
            new ModelParameters([.. parameters.Select(parameter => parameter.Name)], [.. parameters.Select(parameter => (ValidRange?)parameter.Range)]),
            folder.Configuration.Mapping);
    }
}
