using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using static DarkMachines.Data.Ainalysis.AinalysisKeys;

namespace DarkMachines.Data.Ainalysis;

/// <summary>Writes <c>configuration.yaml</c> so that PhenoAI's reader, which is Python's, takes each value for what it is.</summary>
internal sealed class AinalysisConfigurationWriter
{
    private readonly Emitter _emitter;

    private AinalysisConfigurationWriter(TextWriter writer) => _emitter = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));

    public static void Write(AinalysisConfiguration configuration, TextWriter writer)
    {
        var own = new AinalysisConfigurationWriter(writer);
        own._emitter.Emit(new StreamStart());
        own._emitter.Emit(new DocumentStart());
        own.Map(() => own.Entries(configuration));
        own._emitter.Emit(new DocumentEnd(isImplicit: true));
        own._emitter.Emit(new StreamEnd());
    }

    private void Entries(AinalysisConfiguration of)
    {
        Entry(DatabaseId, () => TextOrNull(of.DatabaseId));
        Entry(DefaultId, () => Text(of.DefaultId));
        Entry(AinalysisKeys.Version, () => Plain(of.Version.ToString(CultureInfo.InvariantCulture)));
        Entry(PhenoAiVersions, () => Row(of.PhenoAiVersions, Text));
        Entry(AinalysisKeys.Type, () => Plain(of.IsClassifier ? Classifier : Regressor));
        Entry(EstimatorClass, () => Plain(of.EstimatorClass));
        Entry(Libraries, () => Map(() => Each(of.Libraries, library => Entry(library.Key, () => Row(library.Value, Text)))));
        Entry(Output, () => Text(of.Output));
        if (of.IsClassifier)
        {
            Entry(Classes, () => Map(() => Each(of.Classes, named => Entry(named.Key.ToString(CultureInfo.InvariantCulture), () => Text(named.Value)))));
            Entry(IsCalibrated, () => Truth(of.IsCalibrated));
            Entry(Calibrates, () => Truth(of.Calibration is not null));
        }

        if (of.Calibration is { } calibration)
        {
            Entry(Bins, () => Row(calibration.Bins, Number));
            Entry(AinalysisKeys.Values, () => Row(calibration.Values, Number));
            Entry(Edges, () => Row<float>([calibration.Low, calibration.High, calibration.Boundary], Number));
        }

        Entry(FileReader, () => FileReaderOf(of.FileReader));
        Entry(Formats, () => Row(of.Formats, Text));
        Entry(Mapping, () => NumberOrFalse(of.Mapping));
        Entry(Parameters, () => Column(of.Parameters, parameter => Row<Action>(
            [() => Text(parameter.Name), () => Text(parameter.Unit is "" ? Unitless : parameter.Unit), () => Number(parameter.Range.Low), () => Number(parameter.Range.High)],
            write => write())));
    }

    private void FileReaderOf(IReadOnlyList<AinalysisEntry>? entries)
    {
        if (entries is null)
            Truth(false);
        else
            Column(entries, entry => Row<Action>([() => Text(entry.Block), () => Switch(entry.Switch)], write => write()));
    }

    private void Switch(IReadOnlyList<int> indices)
    {
        if (indices is [var index])
            Plain(index.ToString(CultureInfo.InvariantCulture));
        else
            Row(indices, place => Plain(place.ToString(CultureInfo.InvariantCulture)));
    }

    private void Entry(string key, Action value)
    {
        Plain(key);
        value();
    }

    private void Map(Action entries)
    {
        _emitter.Emit(new MappingStart());
        entries();
        _emitter.Emit(new MappingEnd());
    }

    private void Column<T>(IEnumerable<T> items, Action<T> write) => List(items, write, SequenceStyle.Block);

    private void Row<T>(IEnumerable<T> items, Action<T> write) => List(items, write, SequenceStyle.Flow);

    private void List<T>(IEnumerable<T> items, Action<T> write, SequenceStyle style)
    {
        _emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        Each(items, write);
        _emitter.Emit(new SequenceEnd());
    }

    private static void Each<T>(IEnumerable<T> items, Action<T> write)
    {
        foreach (var item in items)
            write(item);
    }

    private void NumberOrFalse(double? number)
    {
        if (number is { } value)
            Number(value);
        else
            Truth(false);
    }

    private void TextOrNull(string text)
    {
        if (text is "")
            Plain("null");
        else
            Text(text);
    }

    private void Truth(bool value) => Plain(value ? "true" : "false");

    private void Number(double value) => Plain(Dotted(value.ToString("R", CultureInfo.InvariantCulture)));

    private void Number(float value) => Plain(Dotted(value.ToString("R", CultureInfo.InvariantCulture)));

    // Python takes 1E-05 for a text, and 1.0E-05 for a number.
    private static string Dotted(string number)
    {
        var exponent = number.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponent < 0 ? number : number[..exponent];
        return mantissa.Contains('.', StringComparison.Ordinal) ? number : string.Concat(mantissa, ".0", number.AsSpan(mantissa.Length));
    }

    private void Plain(string text) => _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));

    private void Text(string text) => _emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
}
