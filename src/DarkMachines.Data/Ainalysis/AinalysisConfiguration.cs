namespace DarkMachines.Data.Ainalysis;

/// <summary>
/// What <c>configuration.yaml</c> of an AInalysis says: the folder in which PhenoAI 0.2.0 keeps an estimator with all that
/// is needed to ask it.
/// </summary>
public sealed record AinalysisConfiguration
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "configuration.yaml";

    /// <summary><c>unique_db_id</c>: its identifier in PhenoAI's library; empty without one.</summary>
    public string DatabaseId { get; init; } = "";

    /// <summary><c>defaultid</c>: what it is called unless the user says otherwise.</summary>
    public required string DefaultId { get; init; }

    /// <summary><c>ainalysisversion</c>.</summary>
    public long Version { get; init; } = 1;

    /// <summary><c>phenoaiversion</c>: the versions of PhenoAI that it was tested with.</summary>
    public IReadOnlyList<string> PhenoAiVersions { get; init; } = [];

    /// <summary><c>type</c>: true for <c>classifier</c>, false for <c>regressor</c>.</summary>
    public required bool IsClassifier { get; init; }

    /// <summary><c>class</c>: the kind of estimator, <c>sklearnestimator</c>, <c>kerasestimator</c> or <c>onnxestimator</c>.</summary>
    public required string EstimatorClass { get; init; }

    /// <summary><c>libraries</c>: by name the versions of libraries that the estimator needs; ONNX needs none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Libraries { get; init; } = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary><c>output</c>: what is predicted.</summary>
    public required string Output { get; init; }

    /// <summary><c>classes</c>: for each number that the estimator gives the name of the class; empty of a regressor.</summary>
    public IReadOnlyDictionary<int, string> Classes { get; init; } = new SortedDictionary<int, string>();

    /// <summary><c>classifier.calibrated</c>: true if the output is a probability as it is.</summary>
    public bool IsCalibrated { get; init; }

    /// <summary><c>classifier.calibrate</c> with its <c>.bins</c> and <c>.values</c>; null if nothing is to be calibrated.</summary>
    public AinalysisCalibration? Calibration { get; init; }

    /// <summary><c>filereader</c>: where each parameter stands in a spectrum, in order; null if it reads no files.</summary>
    public IReadOnlyList<AinalysisEntry>? FileReader { get; init; }

    /// <summary><c>filereader.formats</c>: endings of the files that it reads; empty for any.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>
    /// <c>mapping</c>: parameters outside their range are moved to its edge, and this share of the range further in, from
    /// 0 to 0.5; null if they are not.
    /// </summary>
    public double? Mapping { get; init; }

    /// <summary><c>parameters</c>: what the estimator reads, in order.</summary>
    public required IReadOnlyList<AinalysisParameter> Parameters { get; init; }

    /// <summary>Keys of the document that mean nothing here.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];

    /// <summary>Reads a document.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="UserInputException">
    /// It cannot be read or is wrong (<c>ainalysis-invalid</c>; the message gives the key and the line), or it asks for a
    /// function in Python (<c>ainalysis-function</c>).
    /// </exception>
    public static AinalysisConfiguration Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new AinalysisConfigurationReader(path).Read();
    }

    /// <summary>Writes the document.</summary>
    /// <param name="writer">Where to.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        AinalysisConfigurationWriter.Write(this, writer);
    }
}
