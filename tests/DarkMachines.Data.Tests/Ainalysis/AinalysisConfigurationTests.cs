using DarkMachines.Data.Ainalysis;

namespace DarkMachines.Data.Tests.Ainalysis;

public sealed class AinalysisConfigurationTests : IDisposable
{
    // The keys as PhenoAI's own maker writes them: Python's words for truth, empty values for null.
    private const string Whole = """
        unique_db_id:
        defaultid: susy-ai
        ainalysisversion: 3
        phenoaiversion: [0.1.2, 0.1.3, 0.2]
        type: classifier
        class: sklearnestimator
        libraries:
          sklearn: [0.18.1, 0.20]
          numpy: [1.14.5]
        output: exclusion
        classes:
          0: excluded
          1: allowed
        classifier.calibrated: False
        classifier.calibrate: True
        classifier.calibrate.bins: [0.125, 0.375, 0.625, 0.8750000000000001]
        classifier.calibrate.values: [0.99, 0.7, 0.6, 0.97]
        filereader: [[MASS, 1000022], [au, [3, 3]], [AD, "(3, 3)"]]
        filereader.formats: [.slha, .spc]
        mapping: 0.05
        parameters: [[mN1, GeV, -10, 3.5e+3], [At, unitless, -8000, 8000], [Ab, ~, -1.0, 1]]
        colour: blue
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_key_is_read_and_unknown_ones_are_told()
    {
        var read = Read(Whole);
        Assert.Equal(("", "susy-ai", 3), (read.DatabaseId, read.DefaultId, read.Version));
        Assert.Equal(["0.1.2", "0.1.3", "0.2"], read.PhenoAiVersions);
        Assert.True(read.IsClassifier);
        Assert.Equal("sklearnestimator", read.EstimatorClass);
        Assert.Equal(["numpy", "sklearn"], read.Libraries.Keys);
        Assert.Equal(["0.18.1", "0.20"], read.Libraries["sklearn"]);
        Assert.Equal("exclusion", read.Output);
        Assert.Equal(["0 excluded", "1 allowed"], read.Classes.Select(named => $"{named.Key} {named.Value}"));
        Assert.False(read.IsCalibrated);
        Assert.Equal(["MASS 1000022", "au 3 3", "AD 3 3"], read.FileReader!.Select(entry => $"{entry.Block} {string.Join(' ', entry.Switch)}"));
        Assert.Equal([".slha", ".spc"], read.Formats);
        Assert.Equal(0.05, read.Mapping);
        AinalysisParameter[] parameters = [new("mN1", "GeV", new(-10, 3500)), new("At", "", new(-8000, 8000)), new("Ab", "", new(-1, 1))];
        Assert.Equal(parameters, read.Parameters);
        Assert.Equal(["colour"], read.UnknownKeys);

        var calibration = read.Calibration!;
        Assert.Equal((0, 1, 0.625f), (calibration.Low, calibration.High, calibration.Boundary));
        Assert.Equal([0.99, 0.7, 0.6, 0.97], calibration.Values);
    }

    [Fact]
    public void A_regressor_needs_but_little()
    {
        var read = Read("type: regressor\nclass: kerasestimator\noutput: xsec\nparameters: [[x, pb, 0, 1]]\nfilereader: false\nmapping: None\n");
        Assert.False(read.IsClassifier);
        Assert.Null(read.FileReader);
        Assert.Null(read.Mapping);
        Assert.Null(read.Calibration);
        Assert.Equal(1, read.Version);
        Assert.Empty(read.UnknownKeys);
    }

    [Theory]
    [InlineData("False", null)]
    [InlineData("null", null)]
    [InlineData("True", 0.0)]
    [InlineData("0", 0.0)]
    [InlineData("0.5", 0.5)]
    public void Mapping_is_false_or_a_share(string text, double? expected) => Assert.Equal(expected, Read(Whole.Replace("mapping: 0.05", $"mapping: {text}", StringComparison.Ordinal)).Mapping);

    [Fact]
    public void Of_several_least_values_the_one_nearest_to_one_half_parts_the_classes() =>
        Assert.Equal(0.375f, Read(Whole.Replace("0.99, 0.7, 0.6, 0.97", "0.5, 0.5, 0.8, 0.5", StringComparison.Ordinal)).Calibration!.Boundary);

    [Fact]
    public void What_is_calibrated_already_is_left_as_it_is() =>
        Assert.Null(Read(Whole.Replace("calibrated: False", "calibrated: True", StringComparison.Ordinal)).Calibration);

    [Fact]
    public void What_was_read_is_written_and_read_alike()
    {
        var read = Read(Whole.Replace("blue", "blue\ndarkmachines.calibration: [1.0e-05, 0.9999, 0.61]", StringComparison.Ordinal).Replace("excluded", "'1: \"no\" #'", StringComparison.Ordinal));
        Assert.Equal((1e-5f, 0.9999f, 0.61f), (read.Calibration!.Low, read.Calibration.High, read.Calibration.Boundary));
        using var text = new StringWriter();
        read.Write(text);
        var again = Read(text.ToString());
        Assert.Equivalent(read with { UnknownKeys = [] }, again, strict: true);
        using var second = new StringWriter();
        again.Write(second);
        Assert.Equal(text.ToString(), second.ToString());
        Assert.DoesNotContain("E-05", text.ToString().Replace("1.0E-05", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("- a\n- b", "it is no map")]
    [InlineData("type: [a", "is no YAML")]
    [InlineData("type: classifier\ntype: regressor", "line 2 has the key 'type' for the second time")]
    [InlineData("a: 1\n---\nb: 2", "something else than")]
    [InlineData("a: &x [1]\nb: *x", "line 1 has an anchor or alias")]
    [InlineData("a: !!python/object/apply:os.system ['true']", "and tags are not read")]
    [InlineData("? [a, b]\n: c", "a key that is no text")]
    public void What_is_no_plain_map_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("type: classifier", "type: oracle", "'type' (line 5) is 'oracle', and must be classifier or regressor")]
    [InlineData("type: classifier", "type: [classifier]", "'type' (line 5) must be a text")]
    [InlineData("type: classifier\n", "", "'type' is missing")]
    [InlineData("class: sklearnestimator", "class: pickle", "must be sklearnestimator or kerasestimator or onnxestimator")]
    [InlineData("output: exclusion", "output:", "'output' is missing")]
    [InlineData("ainalysisversion: 3", "ainalysisversion: three", "'ainalysisversion' (line 3) must be a whole number")]
    [InlineData("  0: excluded\n", "", "must name two classes")]
    [InlineData("  0: excluded", "  zero: excluded", "must stand under a whole number")]
    [InlineData("calibrate: True", "calibrate: perhaps", "must be true or false")]
    [InlineData("[0.99, 0.7, 0.6, 0.97]", "[0.99, 0.7, 0.6]", "has 4 bins, and 'classifier.calibrate.values' has 3 values")]
    [InlineData("[0.99, 0.7, 0.6, 0.97]", "0.99", "'classifier.calibrate.values' (line 17) must be a list")]
    [InlineData("0.99, 0.7", "1.99, 0.7", "'classifier.calibrate.values[0]' (line 17) must be a probability")]
    [InlineData("0.125, 0.375", "0.125, .nan", "'classifier.calibrate.bins[1]' (line 16) must be a number")]
    [InlineData("0.125, 0.375", "0.125, 0.3", "must be the centres of bins of one width")]
    [InlineData("0.125, 0.375, 0.625, 0.8750000000000001", "4, 3, 2, 1", "must be the centres of bins of one width, ascending")]
    [InlineData("  1: allowed\n", "  1: allowed\n  2: unknown\n", "is for 3 classes")]
    [InlineData("[mN1, GeV, -10, 3.5e+3]", "[mN1, GeV, -10, NaN]", "'parameters[0][3]' (line 21) is NaN, and must be a finite number")]
    [InlineData("[mN1, GeV, -10, 3.5e+3]", "[mN1, GeV, -10, 1e300]", "must be a finite number")]
    [InlineData("[mN1, GeV, -10, 3.5e+3]", "[mN1, GeV, 10, 3]", "has the minimum 10 above the maximum 3")]
    [InlineData("[mN1, GeV, -10, 3.5e+3]", "[mN1, GeV, -10]", "'parameters[0]' (line 21) must be a list of name, unit, minimum and maximum")]
    [InlineData("[At,", "[mN1,", "has 'mN1' twice")]
    [InlineData("[[MASS, 1000022], ", "[", "has 2 entries for 3 parameters")]
    [InlineData("[MASS, 1000022]", "[MASS]", "must be a list of BLOCK and SWITCH")]
    [InlineData("[MASS, 1000022]", "[MASS, N1]", "must be a whole number")]
    [InlineData("mapping: 0.05", "mapping: 0.7", "'mapping' (line 20) must be false, or a share from 0 to 0.5")]
    [InlineData("colour: blue", "darkmachines.calibration: [0.1, 1, 0.5]", "and fit the bins")]
    public void What_is_wrong_is_told_with_its_key_and_line(string right, string wrong, string message)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        Refuses(Whole.Replace(right, wrong, StringComparison.Ordinal), message);
    }

    [Theory]
    [InlineData("mapping: 0.05", "mapping: function", "'mapping' of")]
    [InlineData("filereader: [[MASS, 1000022], [au, [3, 3]], [AD, \"(3, 3)\"]]", "filereader: \"function\"", "'filereader' of")]
    public void A_function_in_Python_is_refused_with_what_to_do(string right, string wrong, string message)
    {
        var error = Assert.Throws<UserInputException>(() => Read(Whole.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Equal("ainalysis-function", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("no Python is run here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_huge_or_deep_is_refused()
    {
        Refuses("a: " + new string('[', 100_000), "nests deeper than 8");
        Refuses("a: " + new string('b', 5_000_000), "more than 4194304");
        Refuses(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"k{i}: 1\n")), "'type' is missing");
        _folder.Write("bytes.yaml", "");
        File.WriteAllBytes(_folder.PathTo("bytes.yaml"), [0x61, 0xff, 0xfe, 0x00]);
        Assert.Equal("ainalysis-invalid", Assert.Throws<UserInputException>(() => AinalysisConfiguration.Read(_folder.PathTo("bytes.yaml"))).Code);
    }

    private void Refuses(string text, string message)
    {
        var error = Assert.Throws<UserInputException>(() => Read(text));
        Assert.Equal("ainalysis-invalid", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private AinalysisConfiguration Read(string text) => AinalysisConfiguration.Read(_folder.Write("configuration.yaml", text));
}
