using System.Globalization;
using static DarkMachines.Data.Ainalysis.AinalysisKeys;

namespace DarkMachines.Data.Ainalysis;

/// <summary>Reads <c>configuration.yaml</c>; every error names the key and the line.</summary>
internal sealed class AinalysisConfigurationReader
{
    // Decimals are written with as few as two digits after the first that differs.
    private const double WidthTolerance = 1e-2;

    private readonly string _source;
    private readonly AinalysisFields _fields;

    public AinalysisConfigurationReader(string path) => (_source, _fields) = (path, new AinalysisFields(path, YamlTree.Read(path)));

    public AinalysisConfiguration Read()
    {
        var isClassifier = OneOf(AinalysisKeys.Type, Classifier, Regressor) == Classifier;
        var parameters = ReadParameters();
        var classes = ReadClasses(isClassifier);
        var configuration = new AinalysisConfiguration
        {
            DatabaseId = (_fields.Value(DatabaseId) ?? _fields.Value(OtherDatabaseId)) is { } id ? _fields.Text(id) : "",
            DefaultId = _fields.Value(DefaultId) is { } name ? _fields.Text(name) : "",
            Version = _fields.Value(AinalysisKeys.Version) is { } version ? _fields.Whole(version) : 1,
            PhenoAiVersions = _fields.Texts(PhenoAiVersions),
            IsClassifier = isClassifier,
            EstimatorClass = OneOf(EstimatorClass, EstimatorClasses),
            Libraries = ReadLibraries(),
            Output = _fields.RequiredText(Output),
            Classes = classes,
            IsCalibrated = _fields.Truth(IsCalibrated),
            Calibration = ReadCalibration(isClassifier, classes.Count),
            FileReader = ReadFileReader(parameters.Length),
            Formats = _fields.Texts(Formats),
            Mapping = ReadMapping(),
            Parameters = parameters,
        };
        _fields.Value(OtherDatabaseId);
        return configuration with { UnknownKeys = _fields.Unknown };
    }

    private string OneOf(string key, params string[] words)
    {
        var word = _fields.RequiredText(key);
        return Array.Find(words, known => known.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? throw _fields.Wrong(_fields.Value(key)!, $"is '{word}', and must be {string.Join(" or ", words)}");
    }

    private AinalysisParameter[] ReadParameters()
    {
        var list = _fields.Value(Parameters) ?? throw YamlTree.Invalid(_source, $"'{Parameters}' is missing");
        AinalysisParameter[] parameters = [.. _fields.List(list).Select(Parameter)];
        if (parameters.Length == 0)
            throw _fields.Wrong(list, "must have one parameter at least");
        return parameters.GroupBy(parameter => parameter.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice }
            ? throw _fields.Wrong(list, $"has '{twice}' twice")
            : parameters;
    }

    private AinalysisParameter Parameter(YamlValue value)
    {
        if (value is not YamlList { Items: [var name, var unit, var min, var max] })
            throw _fields.Wrong(value, "must be a list of name, unit, minimum and maximum");
        var (low, high) = (_fields.Number(min), _fields.Number(max));
        if (low > high)
            throw _fields.Wrong(value, FormattableString.Invariant($"has the minimum {low} above the maximum {high}"));
        return _fields.Text(name) is { Length: > 0 } text
            ? new AinalysisParameter(text, unit is YamlScalar { IsNull: true } || _fields.Text(unit) is Unitless ? "" : _fields.Text(unit), new ValidRange((float)low, (float)high))
            : throw _fields.Wrong(name, "must be a name");
    }

    private SortedDictionary<int, string> ReadClasses(bool isClassifier)
    {
        var classes = new SortedDictionary<int, string>();
        var value = _fields.Value(Classes);
        if (value is null)
            return isClassifier ? throw YamlTree.Invalid(_source, $"'{Classes}' is missing, which a classifier needs") : classes;
        foreach (var (key, name) in _fields.Map(value))
        {
            if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                throw _fields.Wrong(name, "must stand under a whole number");
            if (!classes.TryAdd(number, _fields.Text(name)))
                throw _fields.Wrong(name, "is a number for the second time");
        }

        if (isClassifier && (classes.Count < 2 || classes.Values.Distinct(StringComparer.Ordinal).Count() != classes.Count))
            throw _fields.Wrong(value, "must name two classes at least, each by a name of its own");
        return classes;
    }

    private SortedDictionary<string, IReadOnlyList<string>> ReadLibraries()
    {
        var libraries = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (_fields.Value(Libraries) is { } value)
        {
            foreach (var (name, versions) in _fields.Map(value))
                libraries[name] = _fields.Texts(versions);
        }

        return libraries;
    }

    // PhenoAI's order: an output that is calibrated already is left as it is.
    private AinalysisCalibration? ReadCalibration(bool isClassifier, int classes)
    {
        var calibrates = _fields.Truth(Calibrates) && isClassifier && !_fields.Truth(IsCalibrated);
        if (!calibrates)
        {
            // Known, though without a meaning.
            foreach (var key in new[] { Bins, AinalysisKeys.Values, Edges })
                _fields.Value(key);
            return null;
        }

        var (bins, values) = (_fields.Numbers(Bins), _fields.Numbers(AinalysisKeys.Values));
        var list = _fields.Value(Bins)!;
        if (classes != 2)
            throw _fields.Wrong(list, FormattableString.Invariant($"is for {classes} classes, and calibration is of two"));
        if (bins.Length == 0)
            throw _fields.Wrong(list, "must have one bin at least");
        if (bins.Length != values.Length)
            throw _fields.Wrong(list, FormattableString.Invariant($"has {bins.Length} bins, and '{AinalysisKeys.Values}' has {values.Length} values"));
        if (Array.FindIndex(values, value => value is < 0 or > 1) is var wrong and >= 0)
            throw _fields.Wrong(_fields.List(_fields.Value(AinalysisKeys.Values)!)[wrong], "must be a probability from 0 to 1");
        var width = 2 * AinalysisCalibration.HalfWidth(bins);
        if (bins.Length > 1 && (width <= 0 || bins.Where((bin, i) => Math.Abs(bin - bins[0] - i * width) > WidthTolerance * width).Any()))
            throw _fields.Wrong(list, "must be the centres of bins of one width, ascending");
        var calibration = AinalysisCalibration.Of(bins, values);
        return _fields.Value(Edges) is { } edges ? WithEdges(calibration, edges) : calibration;
    }

    private AinalysisCalibration WithEdges(AinalysisCalibration told, YamlValue value)
    {
        double[] edges = [.. _fields.List(value).Select(_fields.Number)];
        var half = AinalysisCalibration.HalfWidth(told.Bins);
        if (edges is not [var low, var high, var boundary] || low > high
            || (half > 0 && (Math.Abs(low - told.Low) > WidthTolerance * half || Math.Abs(high - told.High) > WidthTolerance * half)))
        {
            throw _fields.Wrong(value, "must be lower edge, upper edge and boundary, and fit the bins");
        }

        return told with { Low = (float)low, High = (float)high, Boundary = (float)boundary };
    }

    private AinalysisEntry[]? ReadFileReader(int parameters)
    {
        var value = _fields.Value(FileReader);
        if (value is null or YamlScalar { Truth: false })
            return null;
        if (value is YamlScalar { Text: Function })
            throw NeedsPython(FileReader, "Write it as a list of [BLOCK, SWITCH], one a parameter, or give predict a table.");
        AinalysisEntry[] entries = [.. _fields.List(value).Select(Entry)];
        return entries.Length == parameters
            ? entries
            : throw _fields.Wrong(value, FormattableString.Invariant($"has {entries.Length} entries for {parameters} parameters"));
    }

    private AinalysisEntry Entry(YamlValue value)
    {
        if (value is not YamlList { Items: [var block, var place] } || _fields.Text(block) is not { Length: > 0 } name)
            throw _fields.Wrong(value, "must be a list of BLOCK and SWITCH");
        // The switch of a matrix is a list, or its indices with commas as Python writes a tuple.
        int[] indices = place is YamlScalar { Text: var text } && text.Contains(',', StringComparison.Ordinal)
            ? [.. text.Trim('(', ')').Split(',').Select(index => _fields.Whole(new YamlScalar(place.Place, place.Line, index.Trim(), IsQuoted: false)))]
            : place is YamlList list ? [.. list.Items.Select(_fields.Whole)] : [_fields.Whole(place)];
        return new AinalysisEntry(name, indices);
    }

    private double? ReadMapping()
    {
        var value = _fields.Value(Mapping);
        if (value is null or YamlScalar { Truth: false })
            return null;
        if (value is YamlScalar { Truth: true })
            return 0;
        if (value is YamlScalar { Text: Function })
            throw NeedsPython(Mapping, "Set it to false, or to the share of the range that points outside are moved in by.");
        return _fields.Number(value) is var share and >= 0 and <= 0.5 ? share : throw _fields.Wrong(value, "must be false, or a share from 0 to 0.5");
    }

    private UserInputException NeedsPython(string key, string remedy) => new(
        "ainalysis-function", $"'{key}' of '{_source}' asks for a function of functions.py, and no Python is run here.", remedy);
}
