namespace DarkMachines.Challenges.DmAstro;

/// <summary>What a trial sees: the labelled sources, which it is cross-validated on, and the unidentified ones.</summary>
internal sealed record DmAstroInputs(FeatureTable SourceRows, ClassLabels Labels, FeatureTable UnidentifiedRows)
{
    public const string Sources = "sources";
    public const string Unidentified = "unidentified";

    public static DmAstroInputs From(TrialInputs inputs) => new(inputs.Tables[Sources], inputs.Labels[Sources], inputs.Tables[Unidentified]);
}
