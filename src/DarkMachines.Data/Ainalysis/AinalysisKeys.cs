namespace DarkMachines.Data.Ainalysis;

/// <summary>The keys of <c>configuration.yaml</c>.</summary>
internal static class AinalysisKeys
{
    public const string DatabaseId = "unique_db_id";

    // PhenoAI 0.2.0 documents the name above and looks under this one.
    public const string OtherDatabaseId = "uniquedbid";

    public const string DefaultId = "defaultid";
    public const string Version = "ainalysisversion";
    public const string PhenoAiVersions = "phenoaiversion";
    public const string Type = "type";
    public const string EstimatorClass = "class";
    public const string Libraries = "libraries";
    public const string Output = "output";
    public const string Classes = "classes";
    public const string IsCalibrated = "classifier.calibrated";
    public const string Calibrates = "classifier.calibrate";
    public const string Bins = "classifier.calibrate.bins";
    public const string Values = "classifier.calibrate.values";
    public const string FileReader = "filereader";
    public const string Formats = "filereader.formats";
    public const string Mapping = "mapping";
    public const string Parameters = "parameters";

    /// <summary>Of this project: lower and upper edge of the bins, and the boundary of the classes, which bins and values tell only nearly.</summary>
    public const string Edges = "darkmachines.calibration";

    public const string Classifier = "classifier";
    public const string Regressor = "regressor";
    public const string Function = "function";
    public const string Unitless = "unitless";

    public static readonly string[] EstimatorClasses = ["sklearnestimator", "kerasestimator", "onnxestimator"];
}
